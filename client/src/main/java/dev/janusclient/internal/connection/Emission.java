// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

/** An event on its way to listeners. Decoded at most once, and only if there is a listener for it. */
public interface Emission {
    /** The type it will decode to. */
    Class<?> type();

    /** The event itself; called on the stream's own turn. */
    Object event();

    /** Whether it has served already (it answered a request), so that it need not wait for a listener. */
    default boolean served() {
        return false;
    }

    /** Whether it happened earlier and is delivered late. Such events wait for a listener however many there are. */
    default boolean replayed() {
        return false;
    }

    /** How much it counts against limits of bytes: the length of the message that it came in. Does not change. */
    default int bytes() {
        return 0;
    }

    /** What is delivered instead if {@link #event()} fails. */
    Emission undecoded();
}
