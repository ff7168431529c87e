// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit of bytes that several holders share. A message counts with the length of its JSON text; as an object in memory
 * it takes up to about three times as much.
 */
final class ByteBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Takes room for a message if there is some. The last message let in may go beyond the limit. */
    boolean take(int bytes) {
        if (bytes == 0) {
            return true;
        }
        if (used.getAndAdd(bytes) < limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Takes room for a message that is let in whether there is room or not. */
    void force(int bytes) {
        if (bytes != 0) {
            used.addAndGet(bytes);
        }
    }

    /** Gives room back. */
    void release(long bytes) {
        if (bytes != 0) {
            used.addAndGet(-bytes);
        }
    }

    boolean hasRoom() {
        return used.get() < limit;
    }

    /** How many bytes are held. */
    long used() {
        return used.get();
    }
}
