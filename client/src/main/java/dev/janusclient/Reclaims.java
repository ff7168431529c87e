// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.recovery.ReclaimResult;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.observe.SessionReclaim.Cause;
import dev.janusclient.observe.SessionReclaim.Result;

/** What observers receive of a reclaim. */
final class Reclaims {
    private Reclaims() {}

    static SessionReclaim report(ReclaimResult result, Cause cause) {
        if (result instanceof ReclaimResult.Resumed resumed) {
            return new SessionReclaim(resumed.session().id(), cause, Result.RESUMED, null, null);
        } else if (result instanceof ReclaimResult.ResumedWithGap gap) {
            return new SessionReclaim(gap.session().id(), cause, Result.RESUMED_WITH_GAP, gap.gap(), null);
        } else if (result instanceof ReclaimResult.Rebuilt rebuilt) {
            return new SessionReclaim(rebuilt.sessionId(), cause, Result.REBUILT, null, rebuilt.reason());
        }
        ReclaimResult.Lost lost = (ReclaimResult.Lost) result;
        return new SessionReclaim(lost.sessionId(), cause, Result.LOST, null, lost.reason());
    }
}
