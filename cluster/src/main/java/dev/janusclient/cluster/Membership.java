// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.ClusterMember.Survey;
import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.error.RelinquishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process a member, joining again after its lease expired, and looks at the store: who is alive, and what is free. It looks when
 * the next lease can have expired, when the store wakes it, and when a free session that it left to others may be its own; so an idle
 * member makes a look in about two thirds of a lease.
 *
 * <p>Threading: the group's thread, except where it is said.
 */
final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    /** How many free sessions are looked at. */
    private static final int MAX_FREE = 20_000;

    /** How long after a lease is to expire it certainly has. */
    private static final long MARGIN_NANOS = Duration.ofMillis(20).toNanos();

    private static final long MIN_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    /** How often this member looks while another one gives its sessions away, if the store has no wake-ups. */
    private static final long DRAIN_PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final GroupCore group;
    private final MemberOptions options;
    private volatile @Nullable ClusterMember member;
    private volatile Survey last = new Survey(List.of(), List.of(), List.of());
    private volatile long lookedAt = System.nanoTime();
    private @Nullable AutoCloseable wake;
    private @Nullable ScheduledFuture<?> next;
    private boolean looking;
    private boolean lookAgain;
    private int failedJoins;

    Membership(GroupCore group) {
        this.group = group;
        this.options = group.settings().member();
    }

    /** This member; null while it is none. For any thread. */
    @Nullable ClusterMember member() {
        return member;
    }

    /** What was seen last. For any thread. */
    Survey last() {
        return last;
    }

    /** How long ago that was. For any thread. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
    }

    /** Whether something may be commanded now. For any thread. */
    boolean hasLease() {
        ClusterMember now = member;
        return now != null && LeaseState.mayCommand(now.lease(), System.nanoTime());
    }

    /** Whether a session may be claimed again. For any thread. */
    CompletableFuture<Boolean> confirm(SessionKey key) {
        ClusterMember now = member;
        return now == null ? CompletableFuture.completedFuture(false) : now.confirm(key);
    }

    /** Joins for the first time. For any thread. */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        join().whenComplete((joined, failure) -> {
            Throwable why = failure == null ? null : Failures.cause(failure);
            if (why instanceof NameTakenException taken) {
                // It may be this process's former life.
                long pause = taken.leaseLeft().toNanos() + MARGIN_NANOS;
                group.loop().schedule(() -> join(started), pause, TimeUnit.NANOSECONDS);
            } else {
                finish(started, joined, why);
            }
        });
        return started;
    }

    private void join(CompletableFuture<Void> started) {
        join().whenComplete(
                        (joined, failure) -> finish(started, joined, failure == null ? null : Failures.cause(failure)));
    }

    private void finish(CompletableFuture<Void> started, @Nullable ClusterMember joined, @Nullable Throwable failure) {
        if (joined == null) {
            started.completeExceptionally(failure == null ? new IllegalStateException("not joined") : failure);
            return;
        }
        execute(() -> {
            joined(joined);
            wake = group.settings().store().onWake(this::lookSoon);
            started.complete(null);
        });
    }

    private CompletableFuture<ClusterMember> join() {
        return ClusterMember.join(
                group.settings().store(),
                options,
                group.reports().metrics(),
                group.settings().tickets(),
                this::lost);
    }

    private void joined(ClusterMember now) {
        member = now;
        // Asked afterwards: whoever closes the group at the same time has not seen this member otherwise.
        if (group.isClosed()) {
            member = null;
            now.leave();
            return;
        }
        failedJoins = 0;
        if (group.isDraining()) {
            var unused = now.drain();
        }
        group.reports().notifyListener(GroupListener::leaseObtained);
        look();
    }

    /** On the store's thread. */
    private void lost(SessionKey key, RelinquishReason reason) {
        group.relinquished(key, reason);
        if (reason instanceof RelinquishReason.LeaseExpired) {
            execute(this::rejoinIfLost);
        }
    }

    /** True if the lease was lost. */
    private boolean rejoinIfLost() {
        ClusterMember now = member;
        if (now == null || !(now.lease() instanceof LeaseState.Lost)) {
            return now == null;
        }
        member = null;
        now.leave();
        group.logs().warn(log, "member {}: its lease has expired; it joins again", now.id());
        group.reports().count(GroupMetrics.Counter.LEASES_LOST, 1);
        group.reports().notifyListener(GroupListener::leaseLost);
        rejoin();
        return true;
    }

    private void rejoin() {
        if (group.isClosed()) {
            return;
        }
        join().whenComplete((joined, failure) -> {
            if (!execute(() -> rejoined(joined, failure)) && joined != null) {
                joined.leave();
            }
        });
    }

    private void rejoined(@Nullable ClusterMember joined, @Nullable Throwable failure) {
        if (joined != null) {
            joined(joined);
            return;
        }
        group.logs()
                .warn(
                        log,
                        "member {} can't join again: {}",
                        options.name(),
                        failure == null ? "" : Failures.cause(failure).getMessage());
        long pause = options.renewInterval().toNanos() << Math.min(failedJoins++, 3);
        group.loop().schedule(this::rejoin, pause, TimeUnit.NANOSECONDS);
    }

    /** Something may have become free. For any thread. */
    void lookSoon() {
        execute(() -> {
            long pause = lookedAt + MIN_PAUSE_NANOS - System.nanoTime();
            schedule(Math.max(0, pause));
        });
    }

    private void schedule(long pauseNanos) {
        if (looking) {
            lookAgain = true;
            return;
        }
        if (next != null) {
            if (next.getDelay(TimeUnit.NANOSECONDS) <= pauseNanos && !next.isDone()) {
                return;
            }
            next.cancel(false);
        }
        next = group.loop().schedule(this::look, pauseNanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        ClusterMember now = member;
        if (now == null || looking || rejoinIfLost()) {
            return;
        }
        looking = true;
        group.sweep();
        now.survey(MAX_FREE)
                .whenComplete((seen, failure) -> execute(() -> {
                    looking = false;
                    if (seen == null) {
                        schedule(options.renewInterval().toNanos());
                    } else {
                        seen(now, seen);
                    }
                    if (lookAgain) {
                        lookAgain = false;
                        lookSoon();
                    }
                }));
    }

    private void seen(ClusterMember now, Survey seen) {
        if (!ids(seen).equals(ids(last))) {
            group.reports().notifyListener(to -> to.rebalanced(seen.members()));
        }
        last = seen;
        lookedAt = System.nanoTime();
        if (rejoinIfLost()) {
            return;
        }
        long pause = Math.min(untilNextRelease(seen, now.id()), options.lease().toNanos());
        if (!group.isDraining()) {
            group.giving().answer(now, seen);
            pause = Math.min(pause, share(now, seen));
        }
        schedule(Math.max(pause, MIN_PAUSE_NANOS));
    }

    /** Who is alive, and who of them drains. */
    private static List<Object> ids(Survey survey) {
        List<Object> ids = new ArrayList<>();
        for (MemberState one : survey.members()) {
            ids.add(one.id());
            ids.add(one.report().draining());
        }
        return ids;
    }

    /** How long it is until something can be free that is not now. */
    private static long untilNextRelease(Survey seen, MemberId self) {
        long least = Long.MAX_VALUE;
        for (MemberState one : seen.members()) {
            if (!one.id().equals(self)) {
                boolean gives = one.report().draining() && one.report().sessions() > 0;
                long expires = one.leaseLeft().toNanos() + MARGIN_NANOS;
                least = Math.min(least, gives ? DRAIN_PAUSE_NANOS : expires);
            }
        }
        return least;
    }

    /** Takes this member's share of what is free; gives how long it is until more of that may be its own. */
    private long share(ClusterMember now, Survey seen) {
        long time = lookedAt;
        List<SharePlan.Free> free = group.freeSessions().update(seen.free(), time, group.servers()::guaranteedWindow);
        Predicate<SharePlan.Free> busy =
                one -> group.takeovers().isBusy(one.row().session());
        free.removeIf(busy);
        Map<SessionKey, HandoverRequest> requests = new HashMap<>();
        seen.requests().forEach(one -> requests.put(one.session(), one));
        free.replaceAll(one -> one.requested(requests.get(one.row().session())));
        Map<String, Integer> members = new TreeMap<>();
        for (MemberState one : seen.members()) {
            if (!one.report().draining()) {
                members.put(one.id().name(), one.report().sessions());
            }
        }
        members.put(options.name(), group.ownedSessions());
        List<SharePlan.Free> taken = SharePlan.take(options.name(), members, free, time, one -> mayResume(one, time));
        if (!taken.isEmpty()) {
            group.takeovers().take(now, taken);
        }
        free.removeIf(busy);
        if (members.size() > 1) {
            group.releaseUnreachable();
        }
        return untilTurn(now, members, free, time);
    }

    private boolean mayResume(SharePlan.Free free, long time) {
        return group.settings().handlers().containsKey(free.row().kind())
                && group.servers().isUp(free.row().session().server())
                && group.freeSessions().mayTry(free.row().session(), time);
    }

    /** Forgets what can't exist any more; gives how long it is until this member may take one of the others. */
    private long untilTurn(ClusterMember now, Map<String, Integer> members, List<SharePlan.Free> left, long time) {
        List<SharePlan.Free> expired = new ArrayList<>();
        long least = Long.MAX_VALUE;
        for (SharePlan.Free one : left) {
            String server = one.row().session().server();
            if (!group.servers().knows(server)) {
                group.logs()
                        .warn(
                                log,
                                "server: the store has sessions of '{}', which member {} does not know; was it renamed?",
                                server,
                                options.name());
                continue;
            }
            // Thousands may have become free just now: whose turn is when matters only if they stay so.
            long first = one.since() + SharePlan.ROUND_NANOS;
            long turn = time - first < 0 ? first : SharePlan.turn(options.name(), members.keySet(), one);
            long end = turn + group.servers().maxWindow(server).toNanos();
            if (time - end >= 0) {
                expired.add(one);
                continue;
            }
            least = Math.min(least, end - time);
            long from = group.freeSessions().mayTryFrom(one.row().session(), time);
            if (from != Long.MAX_VALUE
                    && group.settings().handlers().containsKey(one.row().kind())
                    && group.servers().isUp(server)) {
                least = Math.min(least, Math.max(turn - time, from - time));
            }
        }
        if (!expired.isEmpty()) {
            group.takeovers().forget(now, expired.subList(0, Math.min(expired.size(), Batches.SIZE)));
        }
        return least;
    }

    /** False if the group is closed. */
    private boolean execute(Runnable task) {
        try {
            group.loop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** For any thread. */
    void close() {
        ClusterMember now = member;
        member = null;
        if (now != null) {
            now.close();
        }
        execute(() -> {
            AutoCloseable registration = wake;
            if (registration != null) {
                try {
                    registration.close();
                } catch (Exception e) {
                    group.logs().error(log, e, "member {}: the store's wake-up was not ended", options.name());
                }
            }
        });
    }
}
