// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.RelinquishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a member: its lease, and the epochs at which it owns sessions.
 *
 * <p>Threading: one thread makes all calls, which may block, except for {@link #mayCommand} and {@link #epoch}: any thread.
 */
final class MemberCore {
    private final OwnershipStore store;
    private final MemberId id;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final BiConsumer<SessionKey, RelinquishReason> onLoss;
    private final Map<SessionKey, Long> held = new ConcurrentHashMap<>();
    private final Map<SessionKey, Long> toRelease = new HashMap<>();
    private final Set<SessionKey> uncertain = new HashSet<>();
    private volatile LeaseState state = new LeaseState.NotJoined();

    /** @param onLoss gets each session that was lost, after it is no longer commanded */
    MemberCore(
            OwnershipStore store,
            MemberId id,
            Duration lease,
            LongSupplier nanoTime,
            BiConsumer<SessionKey, RelinquishReason> onLoss) {
        this.store = store;
        this.id = id;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.onLoss = onLoss;
    }

    MemberId id() {
        return id;
    }

    LeaseState state() {
        return state;
    }

    /** Whether something may be sent for a session now. */
    boolean mayCommand(SessionKey session) {
        return held.containsKey(session) && LeaseState.mayCommand(state, nanoTime.getAsLong());
    }

    /** The epoch at which a session is owned; null if it is not. */
    @Nullable Long epoch(SessionKey session) {
        return held.get(session);
    }

    int sessions() {
        return held.size();
    }

    JoinResult join() {
        long sentAt = nanoTime.getAsLong();
        JoinResult result = store.join(id, lease);
        answered(sentAt, result instanceof JoinResult.Joined);
        return result;
    }

    /** Renews the lease, and then finishes what earlier calls left undone. */
    void renew(boolean draining) {
        long sentAt = nanoTime.getAsLong();
        answered(sentAt, store.renew(id, lease, new MemberReport(held.size(), draining)));
        if (state instanceof LeaseState.Held) {
            settle();
        }
    }

    private void answered(long sentAt, boolean granted) {
        state = LeaseState.answered(state, sentAt, granted, lease.toNanos());
        if (state instanceof LeaseState.Lost) {
            loseAll();
        }
    }

    StoreResult create(NewSession session) {
        return obtain(
                session.session(), () -> store.create(id, List.of(session)).get(0));
    }

    StoreResult acquire(SessionEpoch session) {
        return obtain(
                session.session(), () -> store.acquire(id, List.of(session)).get(0));
    }

    private StoreResult obtain(SessionKey session, Supplier<StoreResult> call) {
        StoreResult result;
        try {
            result = call.get();
        } catch (StoreException e) {
            // The store may have this member as the owner, which must not stay so unnoticed.
            uncertain.add(session);
            throw e;
        }
        uncertain.remove(session);
        if (result instanceof StoreResult.Ok ok) {
            toRelease.remove(session);
            held.put(session, ok.epoch());
        }
        expired(result);
        return result;
    }

    /** Stores a session's new ticket; a session that is not owned any more is lost. */
    void save(SessionKey session, String ticket) {
        Long epoch = held.get(session);
        if (epoch != null) {
            SessionTicket change = new SessionTicket(new SessionEpoch(session, epoch), ticket);
            lost(session, store.save(id, List.of(change)).get(0));
        }
    }

    /** Whether the store says that this member owns a session that it believes to own; asked before a claim. */
    boolean confirm(SessionKey session) {
        Long epoch = held.get(session);
        if (epoch == null) {
            return false;
        }
        lost(
                session,
                store.acquire(id, List.of(new SessionEpoch(session, epoch))).get(0));
        return mayCommand(session);
    }

    /** Gives a session up: nothing is sent for it from now on, and then it is released, now or with a later renewal. */
    void release(SessionKey session) {
        Long epoch = held.remove(session);
        if (epoch != null) {
            toRelease.put(session, epoch);
            settle();
        }
    }

    /** Forgets a session that exists no longer. */
    void remove(SessionKey session) {
        Long epoch = held.remove(session);
        if (epoch != null) {
            // If this fails, whoever acquires the session finds that it is gone.
            toRelease.put(session, epoch);
            store.remove(id, List.of(new SessionEpoch(session, epoch)));
            toRelease.remove(session);
        }
    }

    /** Commands nothing from now on, and ends the lease. */
    void leave() {
        held.clear();
        state = new LeaseState.Lost();
        store.leave(id);
    }

    private void settle() {
        for (SessionKey session : new ArrayList<>(uncertain)) {
            Ownership row = store.find(session);
            uncertain.remove(session);
            if (row != null && id.equals(row.owner()) && !held.containsKey(session)) {
                toRelease.put(session, row.epoch());
            }
        }
        List<SessionEpoch> released = new ArrayList<>();
        toRelease.forEach((session, epoch) -> released.add(new SessionEpoch(session, epoch)));
        if (!released.isEmpty()) {
            // Whatever the answers are, the sessions are not this member's any more.
            store.release(id, released);
            released.forEach(one -> toRelease.remove(one.session()));
        }
    }

    private void lost(SessionKey session, StoreResult result) {
        if (result instanceof StoreResult.Expired) {
            expired(result);
        } else if (result instanceof StoreResult.NotOwner other) {
            lose(session, new RelinquishReason.TakenOver(other.owner().toString(), other.epoch()));
        } else if (!(result instanceof StoreResult.Ok)) {
            lose(session, new RelinquishReason.Removed());
        }
    }

    private void expired(StoreResult result) {
        if (result instanceof StoreResult.Expired && !(state instanceof LeaseState.Lost)) {
            state = new LeaseState.Lost();
            loseAll();
        }
    }

    private void loseAll() {
        for (SessionKey session : new ArrayList<>(held.keySet())) {
            lose(session, new RelinquishReason.LeaseExpired());
        }
    }

    private void lose(SessionKey session, RelinquishReason why) {
        if (held.remove(session) != null) {
            onLoss.accept(session, why);
        }
    }
}
