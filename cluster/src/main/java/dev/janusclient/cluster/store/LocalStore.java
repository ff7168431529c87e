// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import dev.janusclient.cluster.store.OwnershipRules.Decision;
import dev.janusclient.cluster.store.OwnershipRules.Row;
import dev.janusclient.internal.log.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A store that decides in this process, on tables that only one thread at a time uses. */
abstract class LocalStore implements OwnershipStore {
    private static final Comparator<SessionKey> BY_KEY =
            Comparator.comparing(SessionKey::server).thenComparingLong(SessionKey::sessionId);

    /**
     * A member's row.
     *
     * @param renewedAt in the store's nanoseconds
     */
    record MemberRow(MemberId id, long renewedAt, long leaseNanos, MemberReport report) {
        long left(long now) {
            // A clock that began anew, with the machine, ends the leases from before.
            long age = now - renewedAt;
            return age < 0 ? 0 : Math.max(0, leaseNanos - age);
        }
    }

    /** The two tables, as they are while {@link #exclusively} runs something. */
    interface Tables {
        @Nullable MemberRow member(String name) throws IOException;

        Collection<MemberRow> members() throws IOException;

        void put(MemberRow member) throws IOException;

        void removeMember(String name) throws IOException;

        @Nullable Row session(SessionKey key) throws IOException;

        Collection<Ownership> sessions() throws IOException;

        void put(Row session) throws IOException;

        void remove(SessionKey key) throws IOException;

        Collection<HandoverRequest> requests() throws IOException;

        void put(HandoverRequest request) throws IOException;

        void removeRequest(SessionKey key) throws IOException;
    }

    /** What is done on the tables. */
    interface Work<T> {
        T run(Tables tables) throws IOException;
    }

    private interface Rule<T> {
        Decision decide(MemberId member, T wanted, @Nullable Row row, boolean ownerLive);
    }

    private final int maxTicketLength;
    private final LongSupplier nanoTime;

    LocalStore(int maxTicketLength, LongSupplier nanoTime) {
        if (maxTicketLength <= 0) {
            throw new IllegalArgumentException("maxTicketLength: " + maxTicketLength + " is not positive");
        }
        this.maxTicketLength = maxTicketLength;
        this.nanoTime = nanoTime;
    }

    /** Runs what was registered with {@link #onWake}, because a session may have become free. */
    abstract void wake();

    /** Runs something with the tables to itself. */
    abstract <T> T exclusively(Work<T> work);

    @Override
    public int maxTicketLength() {
        return maxTicketLength;
    }

    @Override
    public JoinResult join(MemberId member, Duration lease) {
        requirePositive(lease);
        return exclusively(tables -> {
            MemberRow found = tables.member(member.name());
            long left = found == null ? 0 : found.left(now());
            if (found != null && left > 0 && !found.id().equals(member)) {
                return new JoinResult.NameTaken(found.id(), Duration.ofNanos(left));
            }
            tables.put(new MemberRow(member, now(), lease.toNanos(), new MemberReport(0, false)));
            return new JoinResult.Joined();
        });
    }

    @Override
    public boolean renew(MemberId member, Duration lease, MemberReport report) {
        requirePositive(lease);
        return exclusively(tables -> {
            boolean live = isLive(tables.member(member.name()), member);
            if (live) {
                tables.put(new MemberRow(member, now(), lease.toNanos(), report));
            }
            return live;
        });
    }

    @Override
    public void leave(MemberId member) {
        exclusively(tables -> {
            MemberRow found = tables.member(member.name());
            if (found != null && found.id().equals(member)) {
                tables.removeMember(member.name());
            }
            return true;
        });
        wake();
    }

    @Override
    public List<MemberState> members() {
        return exclusively(tables -> {
            List<MemberState> live = new ArrayList<>();
            for (MemberRow row : tables.members()) {
                long left = row.left(now());
                if (left > 0) {
                    live.add(new MemberState(row.id(), Duration.ofNanos(left), row.report()));
                }
            }
            live.sort(Comparator.comparing(state -> state.id().name()));
            return live;
        });
    }

    @Override
    public List<StoreResult> create(MemberId member, List<NewSession> sessions) {
        sessions.forEach(wanted -> checkTicket(wanted.session(), wanted.ticket()));
        return each(member, sessions, NewSession::session, OwnershipRules::create);
    }

    @Override
    public List<StoreResult> acquire(MemberId member, List<SessionEpoch> sessions) {
        return each(member, sessions, SessionEpoch::session, OwnershipRules::acquire);
    }

    @Override
    public List<StoreResult> save(MemberId member, List<SessionTicket> tickets) {
        tickets.forEach(wanted -> checkTicket(wanted.held().session(), wanted.ticket()));
        return each(member, tickets, wanted -> wanted.held().session(), OwnershipRules::save);
    }

    @Override
    public List<StoreResult> release(MemberId member, List<SessionEpoch> sessions) {
        List<StoreResult> results = each(member, sessions, SessionEpoch::session, OwnershipRules::release);
        wake();
        return results;
    }

    @Override
    public List<StoreResult> remove(MemberId member, List<SessionEpoch> sessions) {
        return each(member, sessions, SessionEpoch::session, OwnershipRules::remove);
    }

    @Override
    public List<Ownership> free(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit: " + limit + " is not positive");
        }
        return exclusively(tables -> {
            Map<String, MemberRow> members = new HashMap<>();
            tables.members().forEach(row -> members.put(row.id().name(), row));
            List<Ownership> free = new ArrayList<>();
            for (Ownership row : tables.sessions()) {
                MemberId owner = row.owner();
                if (owner == null || !isLive(members.get(owner.name()), owner)) {
                    free.add(row);
                }
            }
            free.sort(Comparator.comparing(Ownership::session, BY_KEY));
            return new ArrayList<>(free.subList(0, Math.min(limit, free.size())));
        });
    }

    @Override
    public @Nullable Ownership find(SessionKey session) {
        Row row = exclusively(tables -> new Found(tables.session(session))).row();
        return row == null ? null : row.session();
    }

    private record Found(@Nullable Row row) {}

    @Override
    public StoreResult requestHandover(SessionEpoch wanted, @Nullable String to) {
        if (to != null) {
            HandoverRequest.checkMember(to);
        }
        StoreResult result = exclusively(tables -> {
            Row row = tables.session(wanted.session());
            if (row == null) {
                return new StoreResult.Missing();
            }
            MemberId owner = row.session().owner();
            long epoch = row.session().epoch();
            if (owner == null || epoch != wanted.epoch() || !isLive(tables.member(owner.name()), owner)) {
                return new StoreResult.StaleEpoch(epoch);
            }
            tables.put(new HandoverRequest(wanted.session(), epoch, owner.name(), to));
            return new StoreResult.Ok(epoch, null);
        });
        wake();
        return result;
    }

    @Override
    public List<HandoverRequest> handoverRequests() {
        return exclusively(tables -> {
            List<HandoverRequest> holding = new ArrayList<>();
            for (HandoverRequest request : tables.requests()) {
                Row row = tables.session(request.session());
                if (request.holds(row == null ? null : row.session())) {
                    holding.add(request);
                } else {
                    tables.removeRequest(request.session());
                }
            }
            holding.sort(Comparator.comparing(HandoverRequest::session, BY_KEY));
            return holding;
        });
    }

    private <T> List<StoreResult> each(MemberId member, List<T> wanted, Function<T, SessionKey> key, Rule<T> rule) {
        return exclusively(tables -> {
            List<StoreResult> results = new ArrayList<>(wanted.size());
            for (T one : wanted) {
                // Asked anew for each: the lease may expire in the middle of a long list.
                if (!isLive(tables.member(member.name()), member)) {
                    results.add(new StoreResult.Expired());
                    continue;
                }
                Row row = tables.session(key.apply(one));
                MemberId owner = row == null ? null : row.session().owner();
                boolean ownerLive = owner != null && isLive(tables.member(owner.name()), owner);
                Decision decision = rule.decide(member, one, row, ownerLive);
                if (decision.changed()) {
                    if (decision.next() == null) {
                        tables.remove(key.apply(one));
                    } else {
                        tables.put(decision.next());
                    }
                }
                results.add(decision.result());
            }
            return results;
        });
    }

    private boolean isLive(@Nullable MemberRow row, MemberId member) {
        return row != null && row.id().equals(member) && row.left(now()) > 0;
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    private void checkTicket(SessionKey session, String ticket) {
        if (ticket.length() > maxTicketLength) {
            throw new TicketTooLargeException(session, ticket.length(), maxTicketLength);
        }
    }

    private static void requirePositive(Duration lease) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("lease: " + Durations.text(lease) + " is not positive");
        }
    }
}
