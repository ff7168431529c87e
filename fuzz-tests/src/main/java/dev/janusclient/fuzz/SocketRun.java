// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusException;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A client that speaks with a {@link RawServer}: what it asks for ends, whatever comes back. */
final class SocketRun {
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    /** What is cut off ends with it, as nobody knows its outcome. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(100);

    static {
        // As long as there is a client, the threads that all clients share are not started anew for each input.
        JanusClient.create("ws://127.0.0.1:1");
    }

    private SocketRun() {}

    static void against(RawServer server, String scheme, TransportFactory transports) {
        JanusClientOptions options = JanusClientOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .requestTimeout(REQUEST_TIMEOUT)
                .maxFrameBytes(1 << 20)
                .maxMessageBytes(1 << 20)
                .recovery(RecoveryOptions.disabled())
                .build();
        URI uri = URI.create(scheme + "://127.0.0.1:" + server.port() + "/janus");
        try (JanusClient client = JanusClient.create(uri, options, transports)) {
            CompletableFuture<?> all = client.createSession().thenCompose(SocketRun::use);
            all.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof JanusException) && !(e.getCause() instanceof IllegalStateException)) {
                throw e;
            }
        }
        ErrorLines.assertNone();
    }

    private static CompletableFuture<?> use(JanusSession session) {
        session.on(CoreEvent.class, event -> {});
        return session.attach(JanusEchoTestPlugin.TYPE).thenCompose(JanusEchoTestPlugin::detach);
    }
}
