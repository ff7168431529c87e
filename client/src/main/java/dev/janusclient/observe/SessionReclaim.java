// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.observe;

import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.LostReason;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a session back.
 *
 * @param sessionId the session that was wanted
 * @param cause who had it before
 * @param result what became of it
 * @param gap the time in which events may have been missed; of {@link Result#RESUMED_WITH_GAP} only
 * @param reason why it is lost; of {@link Result#REBUILT} and {@link Result#LOST} only
 */
public record SessionReclaim(
        long sessionId, Cause cause, Result result, @Nullable Gap gap, @Nullable LostReason reason) {
    /** Why a session had to be taken back. */
    public enum Cause {
        /** The client's own connection was lost. */
        RECONNECT,
        /** Another process had it, and left a ticket. */
        TAKEOVER
    }

    /** What became of a session. */
    public enum Result {
        /** It is back, and nothing was missed. */
        RESUMED,
        /** It is back, and events may have been missed. */
        RESUMED_WITH_GAP,
        /** It is lost, and another one was made in its place. */
        REBUILT,
        /** It is lost. */
        LOST
    }
}
