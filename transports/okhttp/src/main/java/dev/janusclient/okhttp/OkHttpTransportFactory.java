// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import static dev.janusclient.internal.transport.UriParts.printable;

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
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets ({@code ws}, {@code wss}) and HTTP ({@code http}, {@code https}) over OkHttp.
 *
 * <p>OkHttp has a thread for each WebSocket and for each HTTP request under way, a waiting poll too: a program with hundreds of
 * sessions over HTTP is better served by janus-client-netty. They end soon after the transport; a thread that OkHttp itself
 * shares between all clients, {@code OkHttp TaskRunner}, ends a minute later.
 */
public final class OkHttpTransportFactory implements TransportFactory {
    private static final Set<String> SCHEMES =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList("ws", "wss", "http", "https")));

    private final @Nullable OkHttpClient client;

    /** With an OkHttp client of its own; what {@link java.util.ServiceLoader} uses. */
    public OkHttpTransportFactory() {
        client = null;
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
        Driver driver;
        try {
            driver = client == null ? Driver.own(options) : Driver.of(client, options);
        } catch (GeneralSecurityException e) {
            return failed(
                    new JanusConnectException("TLS can't be set up for " + printable(uri) + ": " + e.getMessage(), e));
        } catch (IllegalArgumentException e) {
            return failed(new JanusConnectException(e.getMessage() + "; " + printable(uri), e));
        }
        try {
            return connect(uri, options, listener, driver);
        } catch (RuntimeException | Error e) {
            driver.close();
            throw e;
        }
    }

    private static CompletableFuture<JanusTransport> connect(
            URI uri, TransportOptions options, TransportListener listener, Driver driver) {
        if (uri.getScheme().toLowerCase(Locale.ROOT).startsWith("ws")) {
            return new OkHttpWebSocket(uri, driver, options, listener).open();
        }
        return LongPollTransport.open(
                uri, options, listener, driver.thread(), new OkHttpExchanges(uri, driver, options), driver::close);
    }

    private static CompletableFuture<JanusTransport> failed(JanusConnectException why) {
        CompletableFuture<JanusTransport> failed = new CompletableFuture<>();
        failed.completeExceptionally(why);
        return failed;
    }
}
