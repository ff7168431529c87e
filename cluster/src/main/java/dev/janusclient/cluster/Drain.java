// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gives all sessions of a member away, some at a time; then waits until other members have taken them.
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
    private final List<CompletableFuture<Boolean>> underWay = new ArrayList<>();
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
        // Those that were being created or taken over when this began are among them later.
        List<OwnedSession> next = group.sessions();
        next = next.subList(0, Math.min(STEP, next.size()));
        if (next.isEmpty()) {
            await(member, end);
            return;
        }
        next.forEach(one -> given.add(one.key()));
        group.giving()
                .give(member, next, "the member drains", underWay::add)
                .whenCompleteAsync((all, failure) -> give(member, end), group.loop());
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
                            boolean handedOver = underWay.stream().allMatch(CompletableFuture::isDone);
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
