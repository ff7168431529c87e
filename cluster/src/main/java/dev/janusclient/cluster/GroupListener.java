// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.recovery.LostReason;
import java.util.List;

/**
 * What happens in a {@link FailoverGroup}, as one member sees it.
 *
 * <p>Threading: one call at a time, in order, on a thread of the group's that does nothing else. What a method throws is logged.
 */
public interface GroupListener {
    /** This member has taken a session over, and its handler has resumed it. */
    default void takenOver(GroupStatus.Takeover takeover) {}

    /** This member could not resume a session that it had acquired, and has given it up; others try next. */
    default void takeoverFailed(SessionKey session, String kind, Throwable why) {}

    /** This member does not own a session any more: another one does, its lease has expired, or it gave the session away. */
    default void relinquished(SessionKey session, String kind, RelinquishReason reason) {}

    /**
     * A session exists no longer at Janus, or no member can reach it, and it was forgotten. Of a server that died, each session is reported.
     *
     * @param detail a sentence for a person
     */
    default void sessionLost(SessionKey session, String kind, LostReason reason, String detail) {}

    /** This member's lease has expired. It owns no session now, and tries to join again. */
    default void leaseLost() {}

    /** This member has a lease, for the first time or again. */
    default void leaseObtained() {}

    /**
     * A server can't be reached from this member. No session is created on it or taken over from it meanwhile.
     *
     * @param problem a sentence for a person
     */
    default void serverDown(String server, String problem) {}

    /** A server can be reached from this member: for the first time, or again. */
    default void serverUp(String server) {}

    /** Members have joined, left or begun to drain, so that free sessions are shared in another way from now on. */
    default void rebalanced(List<MemberState> members) {}
}
