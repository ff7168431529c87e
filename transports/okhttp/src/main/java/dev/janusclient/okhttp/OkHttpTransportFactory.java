// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.longpoll.LongPollTransport;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import okhttp3.OkHttpClient;

/**
 * WebSockets ({@code ws}, {@code wss}) and HTTP ({@code http}, {@code https}) over OkHttp.
 *
 * <p>OkHttp has a thread for each WebSocket and for each HTTP request under way, a waiting poll too: a program with hundreds of
 * sessions over HTTP is better served by janus-client-netty.
 */
public final class OkHttpTransportFactory implements TransportFactory {
    private static final Set<String> SCHEMES =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList("ws", "wss", "http", "https")));

    private final OkHttpClient client;

    /** With an OkHttp client of its own; what {@link java.util.ServiceLoader} uses. */
    public OkHttpTransportFactory() {
        this(new OkHttpClient());
    }

    /**
     * With a client of the user's own, for {@code JanusClient.create(uri, options, factory)}: its threads, connections,
     * interceptors, certificates, proxy and DNS are used where the options of the Janus client say nothing else.
     */
    public OkHttpTransportFactory(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        OkHttpClient configured;
        try {
            configured = OkHttpSettings.apply(client, options);
        } catch (GeneralSecurityException e) {
            return failed(new JanusConnectException("TLS can't be set up for " + uri + ": " + e.getMessage(), e));
        } catch (IllegalArgumentException e) {
            return failed(new JanusConnectException(e.getMessage() + "; " + uri, e));
        }
        ScheduledThreadPoolExecutor thread = thread();
        if (uri.getScheme().toLowerCase(Locale.ROOT).startsWith("ws")) {
            return new OkHttpWebSocket(uri, configured, options, listener, thread).open();
        }
        return LongPollTransport.open(
                uri,
                options,
                listener,
                thread,
                new OkHttpExchanges(uri, configured, options, thread),
                thread::shutdown);
    }

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "janus-client-okhttp");
                    thread.setDaemon(true);
                    return thread;
                },
                // OkHttp may hand in something after the end.
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return executor;
    }

    private static CompletableFuture<JanusTransport> failed(JanusConnectException why) {
        CompletableFuture<JanusTransport> failed = new CompletableFuture<>();
        failed.completeExceptionally(why);
        return failed;
    }
}
