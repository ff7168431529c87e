// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a member's sessions away: hands them off at Janus, saves their last tickets and releases them, some at a time; then waits until other
 * members have taken them.
 *
 * <p>Threading: the group's thread.
 */
final class Drain {
    /** How many sessions are given away in one step. */
    private static final int STEP = 100;

    private static final long LOOK_MILLIS = 250;

    private final GroupCore group;
    private final long begun = System.nanoTime();
    private final Set<SessionKey> given = new HashSet<>();
    private final Map<SessionKey, CompletableFuture<Boolean>> underWay = new HashMap<>();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    Drain(GroupCore group) {
        this.group = group;
    }

    /** Completes with the number of sessions that no member has taken when it ended. */
    CompletableFuture<Integer> run(Duration atMost) {
        ClusterMember member = group.membership().member();
        if (member == null) {
            return CompletableFuture.completedFuture(0);
        }
        long end = begun + atMost.toNanos();
        member.drain().whenCompleteAsync((renewed, failure) -> give(member, end), group.loop());
        return done.whenComplete((count, failure) ->
                group.reports().metrics().time(GroupMetrics.Timer.DRAIN, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private void give(ClusterMember member, long end) {
        Map<SessionKey, HandoverTicket> tickets = new LinkedHashMap<>();
        List<SessionKey> suspended = new ArrayList<>();
        // Those that were being created or taken over when this began are among them later.
        for (OwnedSession one : group.sessions()) {
            if (tickets.size() + suspended.size() == STEP) {
                break;
            }
            HandoverTicket ticket = handOff(member, one);
            if (ticket == null) {
                suspended.add(one.key());
            } else {
                tickets.put(one.key(), ticket);
            }
            given.add(one.key());
            group.relinquished(one.key(), new RelinquishReason.Released("the member drains"));
        }
        if (tickets.isEmpty() && suspended.isEmpty()) {
            await(member, end);
            return;
        }
        CompletableFuture<Void> released = member.handOver(tickets)
                .thenCombine(member.release(suspended, "the member drains"), (first, second) -> null);
        released.whenCompleteAsync((all, failure) -> give(member, end), group.loop());
    }

    /** Null if the session can't be handed off because it is being recovered or has ended. */
    private @Nullable HandoverTicket handOff(ClusterMember member, OwnedSession one) {
        JanusSession session = one.session();
        if (!session.isActive()) {
            return null;
        }
        // From here on no other ticket is saved.
        member.unbind(one.key());
        try {
            HandoverTicket ticket = group.settings().tickets().handOff(session);
            underWay.put(one.key(), session.handedOver());
            return ticket;
        } catch (IllegalStateException e) {
            member.bind(one.key(), session);
            return null;
        }
    }

    private void await(ClusterMember member, long end) {
        member.survey(Integer.MAX_VALUE)
                .whenCompleteAsync(
                        (seen, failure) -> {
                            if (seen != null) {
                                Set<SessionKey> free = new HashSet<>();
                                for (Ownership row : seen.free()) {
                                    free.add(row.session());
                                }
                                given.retainAll(free);
                            }
                            boolean handedOver = underWay.values().stream().allMatch(CompletableFuture::isDone);
                            boolean over = System.nanoTime() - end >= 0;
                            boolean quiet = seen != null && group.isQuiet();
                            if (over || (quiet && given.isEmpty() && handedOver)) {
                                done.complete(given.size());
                            } else {
                                group.loop().schedule(() -> give(member, end), LOOK_MILLIS, TimeUnit.MILLISECONDS);
                            }
                        },
                        group.loop());
    }
}
