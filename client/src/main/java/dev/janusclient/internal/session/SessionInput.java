// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.handoff.HandoffSender;
import dev.janusclient.transport.CloseReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a session. */
sealed interface SessionInput {
    /**
     * The connection ended.
     *
     * @param recovers whether the session is to be claimed over another one
     * @param known what is known of the session now
     * @param lastHeard when anything came over the connection, in nanoseconds of the scheduler's clock
     */
    record ConnectionLost(CloseReason reason, boolean recovers, HandoverTicket known, long lastHeard)
            implements SessionInput {}

    /** Another connection has taken the place of the lost one; nothing has been sent over it yet. */
    record Moved(Binding to) implements SessionInput {}

    /** The session was claimed over the new connection. */
    record Claimed() implements SessionInput {}

    /**
     * What was missed up to now has been replayed.
     *
     * @param unresolved what could not be found out, by handle
     */
    record CaughtUp(HandoverTicket known, Map<Long, List<String>> unresolved) implements SessionInput {}

    /** What was held is being delivered. */
    record Released() implements SessionInput {}

    /** The application hands the session off. */
    record HandOff(@Nullable HandoffSender sender) implements SessionInput {}

    /** It is over, for a reason in words that continue "session 5 is not active here: ". */
    record End(String why) implements SessionInput {}
}
