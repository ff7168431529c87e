// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.recovery.LostReason;
import java.time.Duration;

/** What is to be done next. */
public sealed interface RecoveryAction {
    /**
     * Tell that the sessions are suspended, and when the next attempt is made.
     *
     * @param attempt how many attempts have failed
     */
    record Suspend(int attempt, Duration next) implements RecoveryAction {}

    /** Give {@link RecoveryInput.Due} after a time. */
    record Wait(Duration time) implements RecoveryAction {}

    /** Connect. */
    record Connect() implements RecoveryAction {}

    /** Claim every suspended session over the connection that is there. */
    record Claim() implements RecoveryAction {}

    /** Tell that every session is settled. */
    record Resume() implements RecoveryAction {}

    /** Tell that the suspended sessions are lost. */
    record GiveUp(LostReason reason) implements RecoveryAction {}
}
