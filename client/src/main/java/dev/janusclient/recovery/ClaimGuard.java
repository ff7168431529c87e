// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.handover.HandoverTicket;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a session whose connection was lost may be claimed again. Janus lets anyone who knows a session claim it, and tells the
 * owner nothing: without a guard, a client that comes back claims a session that another process has taken over meanwhile.
 */
@FunctionalInterface
public interface ClaimGuard {
    /**
     * Called for each session and each attempt, once there is a connection and before anything is sent for the session.
     *
     * <p>Threading: on the client's {@code callbackExecutor}; the answer may be given on any thread.
     *
     * @param known what was known of the session when its connection was lost
     * @return true if it may be claimed. With false, with a failure, and without an answer until the client would give
     *     up recovering, nothing is claimed and the session ends here; at Janus it lives on
     */
    CompletionStage<Boolean> mayClaim(HandoverTicket known);
}
