// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

/** What happens to a client, as far as recovery cares. */
public sealed interface RecoveryInput {
    /**
     * The connection ended.
     *
     * @param suspended how many sessions wait to be reclaimed
     */
    record ConnectionLost(int suspended) implements RecoveryInput {}

    /** The time that was asked for has come. */
    record Due() implements RecoveryInput {}

    /**
     * A connection is there, whoever asked for it.
     *
     * @param right whether it leads to the server the sessions live on
     */
    record Connected(boolean right) implements RecoveryInput {}

    /** The attempt to connect failed. */
    record ConnectFailed() implements RecoveryInput {}

    /**
     * The claims are done.
     *
     * @param suspended how many sessions are still suspended, because the connection ended meanwhile
     */
    record ClaimsDone(int suspended) implements RecoveryInput {}

    /** The client is closed. */
    record Close() implements RecoveryInput {}
}
