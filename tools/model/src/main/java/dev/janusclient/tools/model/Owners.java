// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.message.RawJson;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who owns the sessions of one server, by an ownership store. Any thread; methods block. */
public final class Owners implements AutoCloseable {
    private final OwnershipStore store;
    private final String server;
    private final Clock clock;
    private final Map<Long, Ownership> last = new ConcurrentHashMap<>();

    /**
     * @param store is closed with this
     * @param server the name by which the members know the server
     */
    public Owners(OwnershipStore store, String server) {
        this(store, server, Clock.systemUTC());
    }

    Owners(OwnershipStore store, String server, Clock clock) {
        this.store = store;
        this.server = server;
        this.clock = clock;
    }

    /**
     * A live member.
     *
     * @param leaseLeftMillis how long its lease lasts unless it is renewed
     * @param sessions how many sessions it reported
     * @param draining whether it is giving its sessions away
     */
    public record Member(String name, String incarnation, long leaseLeftMillis, int sessions, boolean draining) {}

    /**
     * A session that the store knows.
     *
     * @param owner null if it was released
     * @param live whether its owner is a live member; if not, any member may take it over
     * @param epoch the number of its last transition
     */
    public record OwnedSession(long sessionId, String kind, @Nullable String owner, boolean live, long epoch) {}

    /** The live members. */
    public List<Member> members() {
        return ask(store::members).stream()
                .map(member -> new Member(
                        member.id().name(),
                        member.id().incarnation(),
                        member.leaseLeft().toMillis(),
                        member.report().sessions(),
                        member.report().draining()))
                .toList();
    }

    /** Those of some sessions that the store knows. */
    public List<OwnedSession> sessions(Collection<Long> sessionIds) {
        List<MemberState> live = ask(store::members);
        List<OwnedSession> known = new ArrayList<>();
        for (long id : sessionIds) {
            Ownership ownership = of(id);
            if (ownership != null) {
                known.add(new OwnedSession(
                        id,
                        ownership.kind(),
                        ownership.owner() == null ? null : ownership.owner().name(),
                        live.stream().anyMatch(member -> member.id().equals(ownership.owner())),
                        ownership.epoch()));
            }
        }
        return known;
    }

    /**
     * Asks the owner of a session to give it to another member, which it does as in a planned change.
     *
     * @param to the name of the member that is to have it; null for any other
     * @return what was done, in a sentence
     */
    public String requestHandover(long sessionId, @Nullable String to) {
        Ownership row = of(sessionId);
        if (row == null) {
            throw new ProblemException(
                    Kind.NOT_FOUND, "The ownership store does not know session " + sessionId + " of '" + server + "'.");
        }
        List<MemberState> live = ask(store::members);
        MemberId owner = row.owner();
        if (owner == null || live.stream().noneMatch(member -> member.id().equals(owner))) {
            throw new ProblemException(
                    Kind.REFUSED, "Session " + sessionId + " has no live owner: any member may take it.");
        }
        requireTaker(live, owner, to);
        StoreResult result = ask(() -> store.requestHandover(new SessionEpoch(row.session(), row.epoch()), to));
        if (!(result instanceof StoreResult.Ok)) {
            throw new ProblemException(
                    Kind.REFUSED, "Session " + sessionId + " has changed its owner just now; it was not asked for.");
        }
        return SafeText.of(owner.name()) + " was asked to give session " + sessionId + " to "
                + (to == null ? "another member." : SafeText.of(to) + ".");
    }

    private static void requireTaker(List<MemberState> live, MemberId owner, @Nullable String to) {
        List<String> takers = live.stream()
                .filter(member -> !member.id().equals(owner) && !member.report().draining())
                .map(member -> member.id().name())
                .toList();
        if (takers.isEmpty()) {
            throw new ProblemException(Kind.REFUSED, "There is no other member that takes sessions.");
        } else if (to != null && !takers.contains(to)) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "'" + SafeText.of(to) + "' is no member that could take it; these can: " + String.join(", ", takers)
                            + ".");
        }
    }

    /** The same session with its owner, if the store knows it. */
    public SessionSummary addTo(SessionSummary session) {
        Ownership ownership = of(session.sessionId());
        return ownership == null ? session : session.ownedBy(name(ownership), ownership.epoch());
    }

    /** One session's row; null if the store does not have it. */
    @Nullable Ownership of(long sessionId) {
        return ask(() -> store.find(new SessionKey(server, sessionId)));
    }

    /**
     * Compares the owners of some sessions with those that were found last time.
     *
     * @param emitter what Janus calls itself in its events, which need not be the name that the members know
     * @return an event for each session whose owner or epoch is another one, for {@link Observations#accept}
     */
    public List<RawJson> changes(Collection<Long> sessionIds, String emitter) {
        List<RawJson> events = new ArrayList<>();
        for (long id : sessionIds) {
            Ownership now = of(id);
            Ownership before = now == null ? last.remove(id) : last.put(id, now);
            if (now != null && !now.equals(before)) {
                OwnerChange change = new OwnerChange(name(now), before == null ? null : name(before), now.epoch());
                events.add(change.event(emitter, id, clock.instant()));
            }
        }
        last.keySet().retainAll(sessionIds);
        return events;
    }

    private static @Nullable String name(Ownership ownership) {
        return ownership.owner() == null ? null : ownership.owner().name();
    }

    private <T extends @Nullable Object> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new ProblemException(
                    Kind.UNREACHABLE, "The ownership store can't be read: " + Objects.toString(e.getMessage()));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
