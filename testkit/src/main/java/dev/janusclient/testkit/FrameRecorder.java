// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Stands between a client and its transport and writes down every message that passes, in the order it passed. Messages
 * are also handed out one by one by {@link #takeSent} and {@link #takeReceived}; {@link #assertExhausted()} at the end of
 * a test shows that nothing passed that the test did not look at. May be used from any thread.
 */
public final class FrameRecorder implements TransportFactory {
    /** Which way a message went, seen from the client. */
    public enum Direction {
        SENT,
        RECEIVED
    }

    /**
     * One message.
     *
     * @param nanoTime when it passed, as {@link System#nanoTime()}
     */
    public record Frame(Direction direction, long nanoTime, String text) {}

    private final TransportFactory factory;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Frame> untaken = new ArrayList<>();
    private final List<CloseReason> closes = new ArrayList<>();
    private volatile boolean reading = true;

    /** Records what passes through the transports of this factory. */
    public FrameRecorder(TransportFactory factory) {
        this.factory = factory;
    }

    @Override
    public Set<String> schemes() {
        return factory.schemes();
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        return factory.connect(uri, options, new Listening(listener)).thenApply(Sending::new);
    }

    /** Every message so far, both ways. */
    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** The text of every message the client sent so far. */
    public List<String> sent() {
        return texts(Direction.SENT);
    }

    /** The text of every message the client received so far. */
    public List<String> received() {
        return texts(Direction.RECEIVED);
    }

    /** Why the transports ended, in that order. */
    public synchronized List<CloseReason> closes() {
        return List.copyOf(closes);
    }

    /** Whether the client takes messages; false as long as it wants its transport to stop reading. */
    public boolean isReading() {
        return reading;
    }

    /** Waits for a message the client sends, also one that was sent already, and returns it. */
    public Frame awaitSent(Predicate<String> wanted, Duration atMost) {
        return await(frames, Direction.SENT, wanted, atMost);
    }

    /** Waits for a message the client receives, also one that is there already, and returns it. */
    public Frame awaitReceived(Predicate<String> wanted, Duration atMost) {
        return await(frames, Direction.RECEIVED, wanted, atMost);
    }

    /** Takes the oldest untaken message the client sent, waiting for it if need be. */
    public synchronized Frame takeSent(Duration atMost) {
        Frame frame = await(untaken, Direction.SENT, text -> true, atMost);
        untaken.remove(frame);
        return frame;
    }

    /** Takes the oldest untaken message the client received, waiting for it if need be. */
    public synchronized Frame takeReceived(Duration atMost) {
        Frame frame = await(untaken, Direction.RECEIVED, text -> true, atMost);
        untaken.remove(frame);
        return frame;
    }

    /** Fails if a message passed that was not taken. */
    public synchronized void assertExhausted() {
        if (!untaken.isEmpty()) {
            throw new AssertionError("messages that were not taken:" + list(untaken));
        }
    }

    private synchronized List<String> texts(Direction direction) {
        return frames.stream()
                .filter(frame -> frame.direction() == direction)
                .map(Frame::text)
                .toList();
    }

    private synchronized Frame await(List<Frame> in, Direction direction, Predicate<String> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            for (Frame frame : in) {
                if (frame.direction() == direction && wanted.test(frame.text())) {
                    return frame;
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the expected message did not pass within " + atMost.toMillis()
                        + " ms; these did:" + list(frames));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a message", e);
            }
        }
    }

    private synchronized void record(Direction direction, byte[] json) {
        Frame frame = new Frame(direction, System.nanoTime(), new String(json, StandardCharsets.UTF_8));
        frames.add(frame);
        untaken.add(frame);
        notifyAll();
    }

    private synchronized void recordClose(CloseReason reason) {
        closes.add(reason);
        notifyAll();
    }

    private static String list(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        frames.forEach(frame ->
                text.append("\n  ").append(frame.direction()).append(' ').append(frame.text()));
        return text.toString();
    }

    private final class Sending implements JanusTransport {
        private final JanusTransport transport;

        Sending(JanusTransport transport) {
            this.transport = transport;
        }

        @Override
        public void send(byte[] json) {
            record(Direction.SENT, json);
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
            reading = !stop;
            return transport.pauseReading(stop);
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    private final class Listening implements TransportListener {
        private final TransportListener listener;

        Listening(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(byte[] json) {
            record(Direction.RECEIVED, json);
            listener.onMessage(json);
        }

        @Override
        public void onMessage(byte[] json, Acknowledgement receipt) {
            record(Direction.RECEIVED, json);
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
            recordClose(reason);
            listener.onClosed(reason);
        }
    }
}
