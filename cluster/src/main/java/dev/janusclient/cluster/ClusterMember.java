// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.recovery.ClaimGuard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that owns sessions under one lease, which it renews three times within its duration, with one call however many
 * sessions it owns.
 *
 * <p>Two thirds of the lease after the last renewal that was answered, counted from when it was sent, nothing is sent for any of
 * its sessions any more; a later renewal that the store accepts lets them go on. Once the store says that the lease has expired, the
 * sessions become inactive here, silently, and a new member has to join. What the process had passed to the operating system before it
 * was suspended may still reach Janus.
 *
 * <p>Threading: any thread. Store calls are made one at a time by a thread of the member's own, on which futures complete and losses are
 * reported: what follows must not block.
 */
public final class ClusterMember implements AutoCloseable {
    /** The shortest lease: renewals of a busy machine need some room. */
    public static final Duration MIN_LEASE = Duration.ofMillis(300);

    private final OwnershipStore store;
    private final MemberCore core;
    private final ScheduledExecutorService thread;
    private final Map<SessionKey, JanusSession> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable StoreException failure;

    private ClusterMember(
            OwnershipStore store, MemberId id, Duration lease, BiConsumer<SessionKey, RelinquishReason> onLoss) {
        this.store = store;
        this.core = new MemberCore(store, id, lease, System::nanoTime, (session, why) -> {
            JanusSession lost = sessions.remove(session);
            if (lost != null) {
                lost.relinquish(why);
            }
            report(onLoss, session, why);
        });
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "janus-cluster-" + id.name());
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Joins under a name that no live member has.
     *
     * @param lease how long after its last renewal a member's sessions can be taken over; at least {@link #MIN_LEASE}
     * @param onLoss gets each session that this member has lost
     * @return fails with {@link IllegalStateException} if a live member has the name, and with {@link StoreException} if the store
     *     fails
     */
    public static CompletableFuture<ClusterMember> join(
            OwnershipStore store, String name, Duration lease, BiConsumer<SessionKey, RelinquishReason> onLoss) {
        if (lease.compareTo(MIN_LEASE) < 0) {
            throw new IllegalArgumentException("lease: " + lease + " is shorter than " + MIN_LEASE);
        }
        MemberId id = new MemberId(name, UUID.randomUUID().toString());
        ClusterMember member = new ClusterMember(store, id, lease, onLoss);
        CompletableFuture<ClusterMember> joined = member.call(() -> {
            if (member.core.join() instanceof JoinResult.NameTaken taken) {
                throw new IllegalStateException("name: a live member, " + taken.holder()
                        + ", has it; its lease lasts for " + taken.leaseLeft().toMillis() + " ms unless it is renewed");
            }
            long interval = lease.toNanos() / 3;
            member.thread.scheduleWithFixedDelay(member::renew, interval, interval, TimeUnit.NANOSECONDS);
            return member;
        });
        return joined.whenComplete((done, failed) -> {
            if (failed != null) {
                member.thread.shutdown();
            }
        });
    }

    /** What a user's code throws must not keep the other sessions from being relinquished. */
    private static void report(BiConsumer<SessionKey, RelinquishReason> onLoss, SessionKey session, RelinquishReason why) {
        try {
            onLoss.accept(session, why);
        } catch (RuntimeException e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    private void renew() {
        try {
            core.renew(false);
            failure = null;
        } catch (StoreException e) {
            failure = e;
        } catch (RuntimeException e) {
            // A store of someone's own; the renewals have to go on.
            failure = new StoreException(store.description() + ": " + e, e);
        }
    }

    /** This incarnation's id. */
    public MemberId id() {
        return core.id();
    }

    /** What the last renewal failed with; null if it was answered. */
    public @Nullable StoreException storeFailure() {
        return failure;
    }

    /** Whether something may be sent for a session now: it is owned, and the lease lasts. */
    public boolean mayCommand(SessionKey session) {
        return core.mayCommand(session);
    }

    /**
     * Makes a session that this process has created or claimed this member's. From now on nothing is sent for it while it is not.
     *
     * @param server the name of the session's Janus, the same on all members
     * @param kind what the application calls such sessions
     * @return {@link StoreResult.Ok} if this member owns it
     */
    public CompletableFuture<StoreResult> own(JanusSession session, String server, String kind) {
        SessionKey key = new SessionKey(server, session.id());
        NewSession created = new NewSession(key, kind, session.ticket().toJson());
        return call(() -> {
            StoreResult result = core.create(created);
            if (result instanceof StoreResult.Ok) {
                bind(key, session);
            }
            return result;
        });
    }

    /** Sessions without a live owner, at most so many, for {@link #acquire}. */
    public CompletableFuture<List<Ownership>> free(int limit) {
        return call(() -> store.free(limit));
    }

    /**
     * Becomes the owner of a free session, before the session is claimed at Janus.
     *
     * @return if {@link StoreResult.Ok}, with the ticket to reclaim the session with; {@link #bind} comes next
     */
    public CompletableFuture<StoreResult> acquire(Ownership free) {
        return call(() -> core.acquire(new SessionEpoch(free.session(), free.epoch())));
    }

    /** Has a session that was acquired and then claimed ask this member before anything is sent. */
    public void bind(SessionKey key, JanusSession session) {
        session.commandGate(() -> core.mayCommand(key));
        sessions.put(key, session);
        if (core.epoch(key) == null && sessions.remove(key, session)) {
            session.relinquish(new RelinquishReason.Released("its ownership was lost before it was claimed"));
        }
    }

    /** Stores a session's present ticket, for whoever takes the session over. */
    public CompletableFuture<Void> save(SessionKey key, JanusSession session) {
        String ticket = session.ticket().toJson();
        return run(() -> core.save(key, ticket));
    }

    /** Gives a session up, for any member to acquire. It becomes inactive here; nothing is sent. */
    public CompletableFuture<Void> release(SessionKey key) {
        return run(() -> {
            JanusSession given = sessions.remove(key);
            try {
                if (given != null) {
                    String last = given.ticket().toJson();
                    given.relinquish(new RelinquishReason.Released("it was released"));
                    core.save(key, last);
                }
            } finally {
                core.release(key);
            }
        });
    }

    /** Forgets a session that has been destroyed. */
    public CompletableFuture<Void> remove(SessionKey key) {
        return run(() -> {
            sessions.remove(key);
            core.remove(key);
        });
    }

    /**
     * Allows a session to be claimed again after its connection was lost only if the store says that this member owns it; for
     * {@code RecoveryOptions.beforeClaim}.
     *
     * @param server the name of the client's Janus
     */
    public ClaimGuard claimGuard(String server) {
        return known -> call(() -> core.confirm(new SessionKey(server, known.sessionId())));
    }

    /** Ends the lease: other members can take the sessions at once. They become inactive here; nothing is sent. */
    @Override
    public void close() {
        run(() -> {
            sessions.values().forEach(session -> session.relinquish(new RelinquishReason.Released("the member was closed")));
            sessions.clear();
            core.leave();
        });
        thread.shutdown();
    }

    private CompletableFuture<Void> run(Runnable task) {
        return call(() -> {
                    task.run();
                    return true;
                })
                .thenApply(done -> null);
    }

    private <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("the member " + id() + " is closed", e));
        }
        return result;
    }
}
