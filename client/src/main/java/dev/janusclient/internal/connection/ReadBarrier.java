// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader of a connection and a thread that changes a route meet: who changes something and then {@linkplain #await()
 * waits} knows that the reader has delivered everything it had looked at before the change, and sees the change from
 * the next message on.
 *
 * <p>The reader answers after the message it is at, or when it has read all there is.
 */
final class ReadBarrier {
    /** Whether the reader is at work. Set once for all that is read at once: what others see at once is expensive. */
    private volatile boolean reading;

    /** Who reads, or did last. */
    private volatile @Nullable Thread reader;

    /** Released by the reader; null if nobody waits. */
    private final AtomicReference<@Nullable CountDownLatch> waiting = new AtomicReference<>();

    /** Called by the reader before the first of some messages. */
    void begin() {
        reader = Thread.currentThread();
        reading = true;
    }

    boolean isReading() {
        return reading;
    }

    /** Called by the reader after each message. */
    void delivered() {
        if (waiting.get() != null) {
            release();
        }
    }

    /** Called by the reader after the last message. */
    void end() {
        reading = false;
        // In this order: either who waits sees that nobody reads, or is seen here.
        delivered();
    }

    private void release() {
        CountDownLatch latch = waiting.getAndSet(null);
        if (latch != null) {
            latch.countDown();
        }
    }

    /**
     * Returns once everything has been delivered that the reader had begun with before. On the reader's own thread that is so
     * already: what calls this is a callback of the message it is at.
     */
    void await() {
        if (!reading || Thread.currentThread() == reader) {
            return;
        }
        CountDownLatch latch = waiting.updateAndGet(other -> other == null ? new CountDownLatch(1) : other);
        if (latch == null || !reading) {
            return;
        }
        boolean interrupted = false;
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
