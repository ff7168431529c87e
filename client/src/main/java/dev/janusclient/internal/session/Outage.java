// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.transport.CloseReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The time in which a session has no connection, or has one over which it is not settled yet.
 *
 * @param reason what ended the connection
 * @param known what was known of the session when it ended
 * @param unresolved what an attempt that was broken off could not find out, by handle; 0 for the session itself
 * @param lastHeard when it was last heard, in nanoseconds of the scheduler's clock
 * @param over completes when the session is active again, or has ended
 */
record Outage(
        CloseReason reason,
        HandoverTicket known,
        Map<Long, List<String>> unresolved,
        long lastHeard,
        CompletableFuture<Void> over) {
    static Outage begin(CloseReason reason, HandoverTicket known, long lastHeard) {
        return new Outage(reason, known, Map.of(), lastHeard, new CompletableFuture<>());
    }

    /** Everything up to now has been replayed: the next attempt begins here. */
    Outage caughtUp(HandoverTicket now, Map<Long, List<String>> open) {
        return new Outage(reason, now, Map.copyOf(open), lastHeard, over);
    }
}
