// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.LostReason;
import java.util.List;

/** What came of reclaiming a session; users see it as {@code ReclaimOutcome}, whose cases are the same. */
public sealed interface ReclaimResult {
    /** The session is back, and nothing was missed. */
    record Resumed(SessionCore session, List<HandleResult> handles, String evidence) implements ReclaimResult {}

    /** The session is back, and events may have been missed. */
    record ResumedWithGap(SessionCore session, List<HandleResult> handles, Gap gap) implements ReclaimResult {}

    /** The session is lost, and another one was made in its place. */
    record Rebuilt(long sessionId, SessionCore session, List<HandleResult> handles, LostReason reason, String detail)
            implements ReclaimResult {}

    /** The session is lost. */
    record Lost(long sessionId, LostReason reason, String detail) implements ReclaimResult {}
}
