// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.message.RawJson;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** WebSockets that write down every request for a session before it is sent, with the session's epoch. */
final class JournaledTransport implements TransportFactory {
    private final NettyWebSocketFactory factory = new NettyWebSocketFactory();
    private final Journal journal;
    private final JournaledStore store;

    JournaledTransport(Journal journal, JournaledStore store) {
        this.journal = journal;
        this.store = store;
    }

    @Override
    public Set<String> schemes() {
        return factory.schemes();
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        return factory.connect(uri, options, listener).thenApply(Journaled::new);
    }

    private final class Journaled implements JanusTransport {
        private final JanusTransport transport;

        Journaled(JanusTransport transport) {
            this.transport = transport;
        }

        @Override
        public void send(byte[] json) {
            RawJson request = RawJson.of(new String(json, StandardCharsets.UTF_8));
            RawJson id = request.member("session_id");
            if (id != null) {
                String detail =
                        store.epoch(id.asLong()) + " " + request.string("transaction") + " " + request.string("janus");
                journal.write("sends", id.asLong(), detail);
            }
            transport.send(json);
        }

        @Override
        public void sessionOpened(long sessionId) {
            transport.sessionOpened(sessionId);
        }

        @Override
        public void sessionClosed(long sessionId) {
            transport.sessionClosed(sessionId);
        }

        @Override
        public boolean pauseReading(boolean stop) {
            return transport.pauseReading(stop);
        }

        @Override
        public boolean isShared() {
            return transport.isShared();
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
