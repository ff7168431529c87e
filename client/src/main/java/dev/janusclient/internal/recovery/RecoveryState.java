// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

/** Where the recovery of a client's sessions is. Times are nanoseconds of the clock that the inputs come with. */
public sealed interface RecoveryState {
    /** Nothing is suspended. */
    record Idle() implements RecoveryState {}

    /**
     * Sessions are suspended; the next attempt is due at a time.
     *
     * @param since when the connection was lost
     * @param attempt how many attempts have failed
     */
    record Waiting(long since, int attempt, long due) implements RecoveryState {}

    /** An attempt to connect is under way. */
    record Connecting(long since, int attempt) implements RecoveryState {}

    /** There is a connection, and the sessions are being claimed. */
    record Claiming(long since, int attempt) implements RecoveryState {}

    /** The client was closed. */
    record Closed() implements RecoveryState {}
}
