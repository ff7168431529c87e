// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Connections that can be cut at will, without a proxy that would have its share in what is measured; tells when the next
 * one is asked for.
 */
final class Cutter implements TransportFactory {
    private final TransportFactory factory;
    private volatile @Nullable JanusTransport newest;
    private volatile long askedAt;

    Cutter(TransportFactory factory) {
        this.factory = factory;
    }

    /** Ends the newest connection, which the client takes for a break. */
    void cut() {
        JanusTransport open = newest;
        if (open != null) {
            open.close();
        }
    }

    /** When the newest connection was asked for, in {@link System#nanoTime()}. */
    long askedAt() {
        return askedAt;
    }

    @Override
    public Set<String> schemes() {
        return factory.schemes();
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        askedAt = System.nanoTime();
        return factory.connect(uri, options, new Breaking(listener)).thenApply(open -> {
            newest = open;
            return open;
        });
    }

    private record Breaking(TransportListener listener) implements TransportListener {
        @Override
        public void onMessage(byte[] json) {
            listener.onMessage(json);
        }

        @Override
        public void onMessage(byte[] json, Acknowledgement receipt) {
            listener.onMessage(json, receipt);
        }

        @Override
        public void onReadBegin() {
            listener.onReadBegin();
        }

        @Override
        public void onReadEnd() {
            listener.onReadEnd();
        }

        @Override
        public void onSessionLost(long sessionId, int code, String reason) {
            listener.onSessionLost(sessionId, code, reason);
        }

        @Override
        public void onClosed(CloseReason reason) {
            listener.onClosed(new CloseReason(CloseReason.Kind.IO_ERROR, "cut", null));
        }
    }
}
