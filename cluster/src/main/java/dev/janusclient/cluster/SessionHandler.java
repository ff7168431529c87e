// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.reclaim.Reclaim;
import java.util.concurrent.CompletionStage;

/** What an application does with the sessions of one kind that its member takes over. */
@FunctionalInterface
public interface SessionHandler {
    /**
     * Registers what has to be there before the session is claimed: listeners for its handles ({@link Reclaim#listen}), plugin types of
     * one's own. Called before {@link #resumed}, once for each attempt.
     *
     * <p>Threading: the group's thread, on which everything else of this member waits. It must not block.
     *
     * @param reclaim takes the session over; {@link Reclaim#take} is not called here
     */
    default void prepare(Reclaim reclaim) {}

    /**
     * The session was taken over, and this member owns it.
     *
     * <p>Threading: on the executor of the server's client, many sessions at once. It may block, as long as the future it gives ends.
     *
     * @param outcome what became of the session and its handles; never {@link ReclaimOutcome.Lost}
     * @return completes when the session has been resumed. With a failure, which may be thrown too, the member gives the session up, and
     *     other members try before it tries again
     */
    CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome);
}
