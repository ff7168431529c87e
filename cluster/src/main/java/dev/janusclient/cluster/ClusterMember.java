// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.Subscription;
import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.TicketTooLargeException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.recovery.ClaimGuard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that owns sessions under one lease, which it renews three times within its duration, with one call however many
 * sessions it owns. A {@link FailoverGroup} shares and takes over sessions by itself; a member alone leaves that to its caller.
 *
 * <p>Two thirds of the lease after the last renewal that was answered, counted from when it was sent, nothing is sent for any of
 * its sessions any more; a later renewal that the store accepts lets them go on. Once the store says that the lease has expired, the
 * sessions become inactive here, silently, and a new member has to join. What the process had passed to the operating system before it
 * was suspended may still reach Janus.
 *
 * <p>The ticket of an owned session is saved whenever it has changed: of each session the newest, those of all sessions together. One that
 * could not be saved is saved after the next renewal.
 *
 * <p>Threading: any thread. Store calls are made one at a time by a thread of the member's own, on which futures complete and losses are
 * reported: what follows must not block. A call that is not answered within {@link MemberOptions#storeTimeout} fails with {@link
 * StoreException}, and what comes of it later is undone.
 */
public final class ClusterMember implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClusterMember.class);

    /** A session that is bound, and what ends the reports of its tickets. */
    private record Bound(JanusSession session, Subscription tickets) {}

    private final OwnershipStore store;
    private final MemberOptions options;
    private final MemberCore core;
    private final StoreThread thread;
    private final BiConsumer<SessionKey, RelinquishReason> onLoss;
    private final GroupMetrics metrics;
    private final TicketCodec tickets;
    private final LogBudget logs = new LogBudget(System::nanoTime);
    private final Map<SessionKey, Bound> sessions = new ConcurrentHashMap<>();
    private final TicketSaves saves = new TicketSaves();
    private final Confirmations confirmations;
    private final Creations creations;
    private volatile boolean draining;

    private ClusterMember(
            OwnershipStore store,
            MemberOptions options,
            GroupMetrics metrics,
            TicketCodec tickets,
            BiConsumer<SessionKey, RelinquishReason> onLoss) {
        this.options = options;
        this.metrics = metrics;
        this.tickets = tickets;
        this.onLoss = onLoss;
        this.thread = new StoreThread(options.name(), options.storeTimeout(), metrics);
        this.store = new TimedStore(store, options.storeTimeout(), System::nanoTime, thread);
        MemberId id = new MemberId(options.name(), UUID.randomUUID().toString());
        this.core = new MemberCore(this.store, id, options.lease(), System::nanoTime, this::lost);
        this.confirmations = new Confirmations(core);
        this.creations =
                new Creations(thread, core, this::bind, keys -> giveUp(keys, "its creator did not wait for the store"));
    }

    /**
     * Joins under a name that no live member has.
     *
     * @param onLoss gets each session that this member has lost
     * @return fails with {@link IllegalStateException} if a live member has the name, and with {@link StoreException} if the store
     *     fails
     */
    public static CompletableFuture<ClusterMember> join(
            OwnershipStore store, MemberOptions options, BiConsumer<SessionKey, RelinquishReason> onLoss) {
        return join(store, options, GroupMetrics.NONE, new TicketCodec(null), onLoss);
    }

    static CompletableFuture<ClusterMember> join(
            OwnershipStore store,
            MemberOptions options,
            GroupMetrics metrics,
            TicketCodec tickets,
            BiConsumer<SessionKey, RelinquishReason> onLoss) {
        ClusterMember member = new ClusterMember(store, options, metrics, tickets, onLoss);
        return member.thread.call(member::join, joined -> member.core.leave()).whenComplete((done, failed) -> {
            if (failed != null) {
                member.thread.close();
            }
        });
    }

    private ClusterMember join() {
        if (core.join() instanceof JoinResult.NameTaken taken) {
            throw new NameTakenException(taken);
        }
        thread.every(options.renewInterval(), this::renew);
        return this;
    }

    private void renew() {
        core.renew(draining);
        confirmations.answer();
        if (saves.begin()) {
            saveNext();
        }
    }

    /** This incarnation's id. */
    public MemberId id() {
        return core.id();
    }

    /** What the last call of the store failed with; null if it was answered. */
    public @Nullable StoreException storeFailure() {
        return thread.failure();
    }

    /** Whether something may be sent for a session now: it is owned, and the lease lasts. */
    public boolean mayCommand(SessionKey session) {
        return core.mayCommand(session);
    }

    /** As {@link #mayCommand}, for {@link JanusSession#commandGate} and {@link dev.janusclient.reclaim.Reclaim#commandGate}. */
    public BooleanSupplier gate(SessionKey session) {
        return () -> core.mayCommand(session);
    }

    LeaseState lease() {
        return core.state();
    }

    @Nullable Long epoch(SessionKey session) {
        return core.epoch(session);
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
        String ticket = tickets.write(session.ticket());
        if (ticket.length() > store.maxTicketLength()) {
            // The store would refuse those that are created with it, too.
            return Failures.failed(new TicketTooLargeException(key, ticket.length(), store.maxTicketLength()));
        }
        return creations.add(session, new NewSession(key, kind, ticket));
    }

    /** Sessions without a live owner, at most so many, for {@link #acquire}. */
    public CompletableFuture<List<Ownership>> free(int limit) {
        return thread.call(() -> store.free(limit), late -> {});
    }

    /** The live members, sessions without one, at most so many, and the requests to hand sessions over. */
    CompletableFuture<Survey> survey(int limit) {
        return thread.call(() -> new Survey(store.members(), store.free(limit), store.handoverRequests()), late -> {});
    }

    /** What a member has seen in the store. */
    record Survey(List<MemberState> members, List<Ownership> free, List<HandoverRequest> requests) {}

    /**
     * Becomes the owner of a free session, before the session is claimed at Janus.
     *
     * @return if {@link StoreResult.Ok}, with the ticket to reclaim the session with. The reclaim has to ask {@link #gate}; {@link #bind}
     *     comes next
     */
    public CompletableFuture<StoreResult> acquire(Ownership free) {
        return acquire(List.of(free)).thenApply(results -> results.get(0));
    }

    CompletableFuture<List<StoreResult>> acquire(Collection<Ownership> free) {
        List<SessionEpoch> wanted = new ArrayList<>(free.size());
        free.forEach(row -> wanted.add(new SessionEpoch(row.session(), row.epoch())));
        return thread.call(() -> core.acquire(wanted), late -> {
            List<SessionKey> keys = new ArrayList<>(wanted.size());
            wanted.forEach(one -> keys.add(one.session()));
            core.release(keys);
        });
    }

    /**
     * Has a session that was acquired and then claimed ask this member before anything is sent, and saves its ticket now and whenever it
     * changes.
     */
    public void bind(SessionKey key, JanusSession session) {
        session.commandGate(gate(key));
        Bound bound = new Bound(session, session.onTicket(ticket -> changed(key, ticket)));
        sessions.put(key, bound);
        if (core.epoch(key) == null && sessions.remove(key, bound)) {
            bound.tickets().close();
            session.relinquish(new RelinquishReason.Released("its ownership was lost before it was claimed"));
            return;
        }
        HandoverTicket now = lastTicket(session);
        if (now != null) {
            changed(key, now);
        }
    }

    /** Null if the session has ended. */
    private static @Nullable HandoverTicket lastTicket(JanusSession session) {
        try {
            return session.ticket();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private void changed(SessionKey key, HandoverTicket ticket) {
        String text = tickets.write(ticket);
        if (text.length() > store.maxTicketLength()) {
            logs.warn(
                    log,
                    "member {}: the ticket of session {} has {} characters and is not saved; the store's maxTicketLength is {}",
                    id(),
                    key,
                    text.length(),
                    store.maxTicketLength());
        } else if (sessions.containsKey(key) && saves.add(key, text)) {
            saveNext();
        }
    }

    /** A task for each batch: a renewal may wait. */
    private void saveNext() {
        run(this::saveAll).whenComplete((done, failure) -> {
            if (failure != null) {
                // Perhaps it never ran, because the store did not answer.
                saves.stopped();
            }
        });
    }

    private void saveAll() {
        Map<SessionKey, String> batch = saves.next();
        if (batch == null) {
            return;
        }
        try {
            core.save(batch);
            metrics.count(GroupMetrics.Counter.TICKETS_SAVED, batch.size());
        } catch (StoreException e) {
            saves.addAgain(batch);
            throw e;
        }
        saveNext();
    }

    /**
     * Gives a session up, for any member to acquire. Its last ticket is saved first. It becomes inactive here; nothing is sent.
     *
     * @return fails with {@link StoreException} if the store fails; the session is then released with a later renewal
     */
    public CompletableFuture<Void> release(SessionKey key) {
        return run(() -> giveUp(List.of(key), "it was released"));
    }

    /** Gives sessions up that are active or suspended here, with their last tickets; on the store's thread. */
    private void giveUp(Collection<SessionKey> keys, String why) {
        Map<SessionKey, String> last = new LinkedHashMap<>();
        for (SessionKey key : keys) {
            JanusSession session = unbind(key);
            HandoverTicket ticket = session == null ? null : lastTicket(session);
            if (session != null && ticket != null) {
                last.put(key, tickets.write(ticket));
                session.relinquish(new RelinquishReason.Released(why));
            }
        }
        handOver(keys, last);
    }

    /** Saves last tickets, and releases the sessions. */
    private void handOver(Collection<SessionKey> keys, Map<SessionKey, String> last) {
        last.values().removeIf(ticket -> ticket.length() > store.maxTicketLength());
        try {
            core.save(last);
        } finally {
            core.release(keys);
        }
    }

    CompletableFuture<Void> release(Collection<SessionKey> keys, String why) {
        return run(() -> giveUp(keys, why));
    }

    /** Releases sessions that have been handed off, with the tickets of that. */
    CompletableFuture<Void> handOver(Map<SessionKey, HandoverTicket> handedOff) {
        Map<SessionKey, String> last = new LinkedHashMap<>();
        handedOff.forEach((key, ticket) -> last.put(key, tickets.write(ticket)));
        return run(() -> handOver(handedOff.keySet(), last));
    }

    /** No ticket of the session is saved any more, and a loss of it is not reported to it. */
    @Nullable JanusSession unbind(SessionKey key) {
        Bound bound = sessions.remove(key);
        if (bound == null) {
            return null;
        }
        bound.tickets().close();
        saves.drop(key);
        return bound.session();
    }

    /** Forgets a session that has been destroyed. */
    public CompletableFuture<Void> remove(SessionKey key) {
        return remove(List.of(key));
    }

    CompletableFuture<Void> remove(Collection<SessionKey> keys) {
        return run(() -> {
            keys.forEach(this::unbind);
            core.remove(keys);
        });
    }

    /**
     * Allows a session to be claimed again after its connection was lost only if the store says that this member owns it; for
     * {@code RecoveryOptions.beforeClaim}. Those who ask at the same time are answered by one store call.
     *
     * @param server the name of the client's Janus
     */
    public ClaimGuard claimGuard(String server) {
        return known -> confirm(new SessionKey(server, known.sessionId()));
    }

    CompletableFuture<Boolean> confirm(SessionKey key) {
        return confirmations.ask(key, () -> run(confirmations::answer));
    }

    /** Renews the lease now, and reports with this and each later renewal that this member takes no sessions. */
    CompletableFuture<Void> drain() {
        draining = true;
        return run(() -> core.renew(true));
    }

    /** What a user's code throws must not keep the other sessions from being relinquished. */
    private void lost(SessionKey key, RelinquishReason why) {
        JanusSession session = unbind(key);
        if (session != null) {
            session.relinquish(why);
        }
        try {
            onLoss.accept(key, why);
        } catch (RuntimeException e) {
            logs.error(log, e, "member {}: what was to be done about a loss failed", id());
        }
    }

    /**
     * Ends the lease: other members can take the sessions at once. They become inactive here; nothing is sent. It waits for the
     * store no longer than {@link MemberOptions#storeTimeout}.
     */
    @Override
    public void close() {
        leave();
        thread.awaitEnd();
    }

    /** As {@link #close()}, and waits for nothing. */
    void leave() {
        sessions.keySet().forEach(key -> {
            JanusSession session = unbind(key);
            if (session != null) {
                session.relinquish(new RelinquishReason.Released("the member was closed"));
            }
        });
        confirmations.close();
        run(core::leave);
        thread.close();
    }

    private CompletableFuture<Void> run(Runnable task) {
        return thread.call(
                        () -> {
                            task.run();
                            return true;
                        },
                        late -> {})
                .thenApply(done -> null);
    }
}
