// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions over: acquires them in the store, many in one call, then reclaims each at Janus and passes it to its handler, a bounded number
 * of them at a time.
 *
 * <p>Threading: the group's thread, except where it is said.
 */
final class Takeovers {
    /** How long a reclaim and the session's handler may take together. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Reasons for which a session is not to be had from here, now or ever, although it may exist. */
    private static final Set<LostReason> NOT_FROM_HERE = Set.of(
            LostReason.WRONG_SERVER,
            LostReason.UNAUTHORIZED,
            LostReason.INVALID_TICKET,
            LostReason.UNREACHABLE,
            LostReason.CLAIM_REFUSED);

    /** A session that this member owns and has not resumed yet. */
    private record Acquired(SharePlan.Free free, ClusterMember member, long epoch, String ticket) {
        SessionKey key() {
            return free.row().session();
        }
    }

    /** What came of an attempt: a resumed session, or a loss. */
    private record Attempt(ReclaimOutcome outcome, @Nullable OwnedSession session) {}

    private final GroupCore group;
    private final Set<SessionKey> busy = new HashSet<>();
    private final Queue<Acquired> queue = new ArrayDeque<>();
    private int running;

    Takeovers(GroupCore group) {
        this.group = group;
    }

    /** Whether a session is being taken over here. */
    boolean isBusy(SessionKey session) {
        return busy.contains(session);
    }

    /** Whether nothing is being taken over. */
    boolean isIdle() {
        return busy.isEmpty();
    }

    /** Takes free sessions over, in their order. */
    void take(ClusterMember member, List<SharePlan.Free> wanted) {
        wanted.forEach(one -> busy.add(one.row().session()));
        acquire(member, new ArrayDeque<>(wanted));
    }

    private void acquire(ClusterMember member, Queue<SharePlan.Free> left) {
        List<SharePlan.Free> batch = new ArrayList<>();
        List<Ownership> rows = new ArrayList<>();
        while (!left.isEmpty() && batch.size() < Batches.SIZE) {
            SharePlan.Free one = left.remove();
            batch.add(one);
            rows.add(one.row());
        }
        if (batch.isEmpty()) {
            return;
        }
        member.acquire(rows)
                .whenCompleteAsync(
                        (results, failure) -> {
                            acquired(member, batch, results);
                            acquire(member, left);
                        },
                        group.loop());
    }

    /** @param results null if the store failed */
    private void acquired(ClusterMember member, List<SharePlan.Free> batch, @Nullable List<StoreResult> results) {
        for (int i = 0; i < batch.size(); i++) {
            SharePlan.Free free = batch.get(i);
            StoreResult result = results == null ? null : results.get(i);
            if (result instanceof StoreResult.Ok ok && ok.ticket() != null) {
                queue.add(new Acquired(free, member, ok.epoch(), ok.ticket()));
            } else {
                // Another member was first, or the next look shows it again.
                busy.remove(free.row().session());
            }
        }
        startNext();
    }

    private void startNext() {
        while (running < group.settings().maxConcurrentTakeovers() && !queue.isEmpty()) {
            Acquired next = queue.remove();
            running++;
            within(attempt(next))
                    .whenCompleteAsync(
                            (done, failure) -> {
                                running--;
                                settled(next, done, failure == null ? null : Failures.cause(failure));
                                startNext();
                            },
                            group.loop());
        }
    }

    private <T> CompletableFuture<T> within(CompletableFuture<T> attempt) {
        Future<?> timer = group.loop()
                .schedule(
                        () -> attempt.completeExceptionally(
                                new TimeoutException("it was not resumed within " + TIMEOUT.toMillis() + " ms")),
                        TIMEOUT.toNanos(),
                        TimeUnit.NANOSECONDS);
        return attempt.whenComplete((done, failure) -> timer.cancel(false));
    }

    private CompletableFuture<Attempt> attempt(Acquired acquired) {
        SessionKey key = acquired.key();
        SessionHandler handler =
                group.settings().handlers().get(acquired.free().row().kind());
        try {
            if (handler == null) {
                throw new IllegalStateException("there is no handler of this kind");
            }
            Reclaim reclaim = Reclaim.with(group.servers().client(key.server()))
                    .commandGate(acquired.member().gate(key));
            for (GapSource source : group.settings().sources()) {
                reclaim.source(source);
            }
            handler.prepare(reclaim);
            return group.settings()
                    .tickets()
                    .take(reclaim, acquired.ticket())
                    .thenCompose(outcome -> resume(acquired, handler, outcome));
        } catch (RuntimeException e) {
            return Failures.failed(e);
        }
    }

    /** On the client's executor. */
    private CompletableFuture<Attempt> resume(Acquired acquired, SessionHandler handler, ReclaimOutcome outcome) {
        JanusSession session = outcome.session();
        if (session == null) {
            return CompletableFuture.completedFuture(new Attempt(outcome, null));
        }
        return owned(acquired, outcome, session)
                .thenCompose(owned -> handler.resumed(owned, outcome).thenApply(done -> new Attempt(outcome, owned)));
    }

    private CompletableFuture<OwnedSession> owned(Acquired acquired, ReclaimOutcome outcome, JanusSession session) {
        Ownership row = acquired.free().row();
        if (outcome instanceof ReclaimOutcome.Rebuilt rebuilt) {
            // Its handler allowed it, in prepare(). It is another session, with a row of its own.
            return group.own(acquired.member(), session, acquired.key().server(), row.kind())
                    .thenApply(owned -> {
                        group.gone(acquired.key(), row.kind(), rebuilt.reason(), rebuilt.detail());
                        return owned;
                    });
        }
        return CompletableFuture.completedFuture(
                group.bind(acquired.member(), acquired.key(), row.kind(), acquired.epoch(), session));
    }

    /** Forgets free sessions that can't exist any more. */
    void forget(ClusterMember member, List<SharePlan.Free> expired) {
        List<Ownership> rows = new ArrayList<>();
        expired.forEach(one -> rows.add(one.row()));
        rows.forEach(row -> busy.add(row.session()));
        member.acquire(rows)
                .whenCompleteAsync(
                        (results, failure) -> {
                            for (int i = 0; i < rows.size(); i++) {
                                busy.remove(rows.get(i).session());
                                if (results != null && results.get(i) instanceof StoreResult.Ok) {
                                    group.expired(rows.get(i));
                                }
                            }
                        },
                        group.loop());
    }

    private void settled(Acquired acquired, @Nullable Attempt attempt, @Nullable Throwable failure) {
        SessionKey key = acquired.key();
        Ownership row = acquired.free().row();
        busy.remove(key);
        if (attempt != null && attempt.session() != null) {
            group.freeSessions().forget(key);
            Duration took = Duration.ofNanos(System.nanoTime() - acquired.free().since());
            group.reports()
                    .takenOver(new GroupStatus.Takeover(
                            key,
                            row.kind(),
                            acquired.epoch(),
                            row.owner(),
                            Instant.now(),
                            took,
                            attempt.outcome().getClass().getSimpleName()));
        } else if (attempt != null
                && attempt.outcome() instanceof ReclaimOutcome.Lost lost
                && !NOT_FROM_HERE.contains(lost.reason())) {
            group.freeSessions().forget(key);
            group.gone(key, row.kind(), lost.reason(), lost.detail());
        } else {
            Throwable why = failure != null ? failure : new IllegalStateException(detail(attempt));
            group.takeoverFailed(key, row.kind(), why);
        }
    }

    private static String detail(@Nullable Attempt attempt) {
        return attempt != null && attempt.outcome() instanceof ReclaimOutcome.Lost lost
                ? lost.reason() + ": " + lost.detail()
                : "it could not be resumed";
    }
}
