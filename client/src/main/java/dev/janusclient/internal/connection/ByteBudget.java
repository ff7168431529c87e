// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The limit of what waits undelivered in one client, in bytes of memory as {@code JanusMessage.footprint()} counts them.
 *
 * <p>Threading: any thread.
 */
public class ByteBudget {
    private static final AtomicLongFieldUpdater<ByteBudget> USED =
            AtomicLongFieldUpdater.newUpdater(ByteBudget.class, "used");

    private final long limit;
    private volatile long used;

    /** @param limit how many bytes may be held */
    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /**
     * A part for what may wait for ever: what it takes counts in the whole, and it gets half of the whole at most, so that it
     * is not in the way of everything else.
     */
    Part half() {
        return new Part(this, limit / 2);
    }

    /** Takes room for a message if there is some. The last message let in may go beyond the limit. */
    public boolean take(int bytes) {
        if (bytes == 0) {
            return true;
        }
        if (USED.getAndAdd(this, bytes) < limit) {
            return true;
        }
        USED.addAndGet(this, -bytes);
        return false;
    }

    /** Takes room for a message that is let in whether there is room or not. */
    void force(int bytes) {
        if (bytes != 0) {
            USED.addAndGet(this, bytes);
        }
    }

    /** Gives room back. */
    public void release(long bytes) {
        if (bytes != 0) {
            USED.addAndGet(this, -bytes);
        }
    }

    boolean hasRoom() {
        return used < limit;
    }

    /** How many bytes are held. */
    long used() {
        return used;
    }

    /** A part of another budget. */
    static final class Part extends ByteBudget {
        private final ByteBudget whole;
        private boolean closed;

        private Part(ByteBudget whole, long limit) {
            super(limit);
            this.whole = whole;
        }

        @Override
        public synchronized boolean take(int bytes) {
            if (!super.take(bytes)) {
                return false;
            }
            if (closed || whole.take(bytes)) {
                return true;
            }
            super.release(bytes);
            return false;
        }

        @Override
        synchronized void force(int bytes) {
            super.force(bytes);
            if (!closed) {
                whole.force(bytes);
            }
        }

        @Override
        public synchronized void release(long bytes) {
            super.release(bytes);
            if (!closed) {
                whole.release(bytes);
            }
        }

        /** Gives back to the whole what is still held: whoever holds it will not be asked for it any more. */
        synchronized void close() {
            if (!closed) {
                closed = true;
                whole.release(used());
            }
        }
    }
}
