// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.recovery.MediaRecovery.Continued.How;
import java.time.Duration;

/** What became of a leg whose process has died. */
public sealed interface MediaOutcome {
    /**
     * Media flows again, without a handshake.
     *
     * @param leg what goes on
     * @param gap from the call of {@link MediaEngine#takeOver} until media could flow; how long it took to notice that the
     *     process had died is not in it
     * @param how what was done
     */
    record MediaContinued(MediaLeg leg, Duration gap, How how) implements MediaOutcome {}

    /**
     * It could not be continued; what was tried is closed, and the handle has to begin its media again, or to hang up.
     *
     * @param reason what stood in the way, in one sentence
     */
    record MediaLost(String reason) implements MediaOutcome {}
}
