// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Janus in memory that keeps nothing and answers everything from one reader thread for each connection, as a socket does:
 * messages to plugins with an ack, an event of the handle without a transaction that counts up, and the answering event.
 */
final class QuickJanus implements TransportFactory {
    private final AtomicLong ids = new AtomicLong(1000);
    private final AtomicLong pushed = new AtomicLong();
    private volatile @Nullable Wire newest;

    /** Breaks the newest connection. */
    void breakConnection() {
        Wire wire = Objects.requireNonNull(newest);
        wire.reader.execute(() -> wire.end(new CloseReason(CloseReason.Kind.IO_ERROR, "as the test said", null)));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        Wire wire = new Wire(listener);
        newest = wire;
        return CompletableFuture.completedFuture(wire);
    }

    private final class Wire implements JanusTransport {
        final TransportListener listener;
        final ExecutorService reader = Executors.newSingleThreadExecutor();
        final AtomicBoolean ended = new AtomicBoolean();

        Wire(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void send(byte[] json) {
            try {
                reader.execute(() -> answer(RawJson.of(new String(json, StandardCharsets.UTF_8))));
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("closed", e);
            }
        }

        private void answer(RawJson request) {
            String tail = ",\"transaction\":\"" + request.string("transaction") + "\"";
            RawJson session = request.member("session_id");
            if (session != null) {
                tail += ",\"session_id\":" + session;
            }
            switch (Objects.requireNonNull(request.string("janus"))) {
                case "info" ->
                    say("{\"janus\":\"server_info\",\"name\":\"quick\",\"version\":1102,\"version_string\":\"1.1.2\","
                            + "\"server-name\":\"quick\",\"session-timeout\":60,\"reclaim-session-timeout\":60" + tail);
                case "create", "attach" ->
                    say("{\"janus\":\"success\",\"data\":{\"id\":" + ids.incrementAndGet() + "}" + tail);
                case "message" -> {
                    String from = ",\"sender\":" + request.member("handle_id")
                            + ",\"plugindata\":{\"plugin\":\"janus.plugin.echotest\",\"data\":{\"n\":";
                    say("{\"janus\":\"ack\"" + tail);
                    say("{\"janus\":\"event\",\"session_id\":" + session + from + pushed.incrementAndGet() + "}}");
                    say("{\"janus\":\"event\"" + tail + from
                            + Objects.requireNonNull(request.member("body")).member("n") + "}}");
                }
                case "keepalive" -> say("{\"janus\":\"ack\"" + tail);
                default -> say("{\"janus\":\"success\"" + tail);
            }
        }

        private void say(String open) {
            if (!ended.get()) {
                listener.onMessage((open + "}").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            end(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "closed", null));
        }

        void end(CloseReason reason) {
            if (ended.compareAndSet(false, true)) {
                reader.shutdown();
                listener.onClosed(reason);
            }
        }
    }
}
