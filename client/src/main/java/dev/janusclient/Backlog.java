// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

/**
 * What is done when the listeners of a handle are slower than its events. Each handle has a backlog of its own, and so has
 * each session for what concerns it as a whole.
 *
 * <p>What is replayed after a loss or a hand-over does not count: it is never dropped.
 *
 * @param capacity how many events may wait for a handle's listeners
 */
public record Backlog(Policy policy, int capacity) {
    /** What happens to the event that is one too many. */
    public enum Policy {
        /**
         * The oldest event that waits is dropped, and an event that counts the dropped ones is delivered in their place. Other
         * listeners are not affected.
         */
        DROP_OLDEST,
        /**
         * Nothing more is read until half of what waits has been delivered: Janus has to wait. It can't hold back one handle
         * only, so <b>everything that shares the connection waits too</b>, answers included, and a listener that waits
         * for an answer meanwhile waits until the request times out. What had been read when the limit was reached is
         * still let in. Netty's WebSocket can do it; where a transport can't stop, the oldest is dropped.
         */
        PAUSE_READING,
        /**
         * The handle is detached here: what waits is delivered, then an event that says so, and nothing after that. At Janus it
         * stays, and may be attached again. Other listeners are not affected.
         */
        DETACH
    }

    /** Drops the oldest of more than 10,000. */
    public static final Backlog DEFAULT = dropOldest(10_000);

    public Backlog {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity: " + capacity + " is not greater than zero");
        }
    }

    /** See {@link Policy#DROP_OLDEST}. */
    public static Backlog dropOldest(int capacity) {
        return new Backlog(Policy.DROP_OLDEST, capacity);
    }

    /** See {@link Policy#PAUSE_READING}. */
    public static Backlog pauseReading(int capacity) {
        return new Backlog(Policy.PAUSE_READING, capacity);
    }

    /** See {@link Policy#DETACH}. */
    public static Backlog detach(int capacity) {
        return new Backlog(Policy.DETACH, capacity);
    }
}
