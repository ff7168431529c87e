package dev.janusclient.system.transport;

import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what transports let in, and how often they are told to stop. */
final class CountingFactory implements TransportFactory {
    private final TransportFactory factory;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile boolean reading = true;

    CountingFactory(TransportFactory factory) {
        this.factory = factory;
    }

    int messages() {
        return messages.get();
    }

    int stops() {
        return stops.get();
    }

    boolean reading() {
        return reading;
    }

    @Override
    public Set<String> schemes() {
        return factory.schemes();
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        return factory.connect(uri, options, new Counting(listener)).thenApply(Stopping::new);
    }

    private final class Counting implements TransportListener {
        private final TransportListener listener;

        Counting(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(byte[] json) {
            messages.incrementAndGet();
            listener.onMessage(json);
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
        public void onClosed(CloseReason reason) {
            listener.onClosed(reason);
        }
    }

    private final class Stopping implements JanusTransport {
        private final JanusTransport transport;

        Stopping(JanusTransport transport) {
            this.transport = transport;
        }

        @Override
        public void send(byte[] json) {
            transport.send(json);
        }

        @Override
        public boolean stopReading(boolean stop) {
            reading = !stop;
            stops.addAndGet(stop ? 1 : 0);
            return transport.stopReading(stop);
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
