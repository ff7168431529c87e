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
import java.util.Collection;
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

    JoinResult join() {
        long sentAt = nanoTime.getAsLong();
        JoinResult result = store.join(id, lease);
        answered(sentAt, result instanceof JoinResult.Joined);
        return result;
    }

    /**
     * Renews the lease, and then finishes what earlier calls left undone. A member that may not command any more, because no
     * renewal was answered, first asks the store for something else: if renewals arrived there whose answers do not arrive here,
     * no other member could take the sessions over.
     */
    void renew(boolean draining) {
        if (state instanceof LeaseState.Held && !LeaseState.mayCommand(state, nanoTime.getAsLong())) {
            store.members();
        }
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

    List<StoreResult> create(List<NewSession> sessions) {
        List<SessionKey> keys = new ArrayList<>(sessions.size());
        sessions.forEach(one -> keys.add(one.session()));
        return obtain(keys, () -> store.create(id, sessions));
    }

    List<StoreResult> acquire(List<SessionEpoch> sessions) {
        List<SessionKey> keys = new ArrayList<>(sessions.size());
        sessions.forEach(one -> keys.add(one.session()));
        return obtain(keys, () -> store.acquire(id, sessions));
    }

    private List<StoreResult> obtain(List<SessionKey> sessions, Supplier<List<StoreResult>> call) {
        List<StoreResult> results;
        try {
            results = call.get();
        } catch (StoreException e) {
            // The store may have this member as the owner, which must not stay so unnoticed.
            uncertain.addAll(sessions);
            throw e;
        }
        for (int i = 0; i < results.size(); i++) {
            SessionKey session = sessions.get(i);
            uncertain.remove(session);
            if (results.get(i) instanceof StoreResult.Ok ok) {
                toRelease.remove(session);
                held.put(session, ok.epoch());
            }
        }
        results.forEach(this::expired);
        return results;
    }

    /** Stores sessions' new tickets; a session that is not owned any more is lost. */
    void save(Map<SessionKey, String> tickets) {
        List<SessionTicket> changes = new ArrayList<>();
        tickets.forEach((session, ticket) -> {
            Long epoch = held.get(session);
            if (epoch != null) {
                changes.add(new SessionTicket(new SessionEpoch(session, epoch), ticket));
            }
        });
        if (!changes.isEmpty()) {
            List<StoreResult> results = store.save(id, changes);
            for (int i = 0; i < results.size(); i++) {
                lost(changes.get(i).held().session(), results.get(i));
            }
        }
    }

    /** Asks the store whether this member owns sessions that it believes to own, before they are claimed. Those it does not own are lost. */
    void confirm(Collection<SessionKey> sessions) {
        List<SessionEpoch> owned = epochs(sessions);
        if (!owned.isEmpty()) {
            List<StoreResult> results = store.acquire(id, owned);
            for (int i = 0; i < results.size(); i++) {
                lost(owned.get(i).session(), results.get(i));
            }
        }
    }

    /** Gives sessions up: nothing is sent for them from now on, and then they are released, now or with a later renewal. */
    void release(Collection<SessionKey> sessions) {
        epochs(sessions).forEach(one -> {
            held.remove(one.session());
            toRelease.put(one.session(), one.epoch());
        });
        settle();
    }

    /** Forgets sessions that exist no longer. */
    void remove(Collection<SessionKey> sessions) {
        List<SessionEpoch> gone = epochs(sessions);
        if (!gone.isEmpty()) {
            // If this fails, they are released later, and whoever acquires them finds that they are gone.
            gone.forEach(one -> {
                held.remove(one.session());
                toRelease.put(one.session(), one.epoch());
            });
            store.remove(id, gone);
            gone.forEach(one -> toRelease.remove(one.session()));
        }
    }

    private List<SessionEpoch> epochs(Collection<SessionKey> sessions) {
        List<SessionEpoch> owned = new ArrayList<>();
        for (SessionKey session : sessions) {
            Long epoch = held.get(session);
            if (epoch != null) {
                owned.add(new SessionEpoch(session, epoch));
            }
        }
        return owned;
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
