// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.StoreSchemaException;
import dev.janusclient.cluster.store.TicketTooLargeException;
import dev.janusclient.internal.log.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in Redis. Each change is one Lua script, and time is the server's.
 *
 * <p>All keys have one hash tag, {@code {janus}} by default. The epoch of a session has no time to live. Redis copies to replicas
 * asynchronously: a fail-over can lose a lease or a takeover that was answered. A member that has lost any answered call of its own finds
 * that with its next one, and its lease counts as expired; an acquisition gives an epoch above all that the process has seen.
 */
public final class RedisStore implements OwnershipStore {
    /** Sessions in one script; others wait until it ends. */
    private static final int PART = 1_000;

    /** Any member: a name has no asterisk. */
    private static final String ANY = "*";

    private final Scripts scripts;
    private final SeenEpochs seen = new SeenEpochs();
    private final int maxTicketLength;

    /**
     * A store with the default options. It connects with its first call.
     *
     * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}
     */
    public RedisStore(String uri) {
        this(uri, "janus", DEFAULT_MAX_TICKET_LENGTH, Duration.ofSeconds(5));
    }

    /**
     * A store.
     *
     * @param name what the keys begin with, in braces; letters, digits, hyphens
     * @param maxTicketLength the longest ticket, in {@code char}s
     * @param timeout how long connecting, and each script, may take
     */
    public RedisStore(String uri, String name, int maxTicketLength, Duration timeout) {
        if (!name.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("name: 1 to 64 letters, digits and hyphens are allowed");
        }
        if (maxTicketLength <= 0) {
            throw new IllegalArgumentException("maxTicketLength: " + maxTicketLength + " is not positive");
        }
        this.maxTicketLength = maxTicketLength;
        scripts = new Scripts(uri, "{" + name + "}", timeout);
    }

    @Override
    public String description() {
        return scripts.description();
    }

    @Override
    public int maxTicketLength() {
        return maxTicketLength;
    }

    @Override
    public JoinResult join(MemberId member, Duration lease) {
        List<?> answer = scripts.list("join", member, millis(lease));
        switch (text(answer, 0)) {
            case "version" -> throw new StoreSchemaException(description(), text(answer, 1), (int) number(answer, 2));
            case "taken" -> {
                MemberId holder = new MemberId(member.name(), text(answer, 1));
                return new JoinResult.NameTaken(holder, Duration.ofMillis(number(answer, 2)));
            }
            default -> {
                // What was counted before may have been lost with what a fail-over has lost.
                scripts.forget(member);
                scripts.counted(member, number(answer, 1));
                return new JoinResult.Joined();
            }
        }
    }

    @Override
    public boolean renew(MemberId member, Duration lease, MemberReport report) {
        return scripts.counted(
                "renew", member, millis(lease), String.valueOf(report.sessions()), report.draining() ? "1" : "0");
    }

    @Override
    public void leave(MemberId member) {
        scripts.counted("leave", member);
        scripts.forget(member);
    }

    @Override
    public List<MemberState> members() {
        List<MemberState> live = new ArrayList<>();
        for (Object each : scripts.query("members")) {
            List<?> row = (List<?>) each;
            live.add(new MemberState(
                    new MemberId(text(row, 0), text(row, 1)),
                    Duration.ofMillis(number(row, 2)),
                    new MemberReport((int) number(row, 3), text(row, 4).equals("1"))));
        }
        live.sort(Comparator.comparing(state -> state.id().name()));
        return live;
    }

    @Override
    public List<StoreResult> create(MemberId member, List<NewSession> sessions) {
        List<Change> changes = new ArrayList<>(sessions.size());
        for (NewSession one : sessions) {
            checkTicket(one.session(), one.ticket());
            changes.add(new Change(one.session(), one.kind(), one.ticket()));
        }
        return change("create", member, changes);
    }

    @Override
    public List<StoreResult> acquire(MemberId member, List<SessionEpoch> sessions) {
        return change("acquire", member, changes(sessions));
    }

    @Override
    public List<StoreResult> save(MemberId member, List<SessionTicket> tickets) {
        List<Change> changes = new ArrayList<>(tickets.size());
        for (SessionTicket one : tickets) {
            checkTicket(one.held().session(), one.ticket());
            changes.add(
                    new Change(one.held().session(), String.valueOf(one.held().epoch()), one.ticket()));
        }
        return change("save", member, changes);
    }

    @Override
    public List<StoreResult> release(MemberId member, List<SessionEpoch> sessions) {
        return change("release", member, changes(sessions));
    }

    @Override
    public List<StoreResult> remove(MemberId member, List<SessionEpoch> sessions) {
        List<StoreResult> results = change("remove", member, changes(sessions));
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof StoreResult.Ok) {
                seen.forget(sessions.get(i).session());
            }
        }
        return results;
    }

    @Override
    public List<Ownership> free(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit: " + limit + " is not positive");
        }
        List<Ownership> free = new ArrayList<>();
        scripts.query("free", String.valueOf(limit)).forEach(row -> free.add(ownership((List<?>) row)));
        return free;
    }

    @Override
    public @Nullable Ownership find(SessionKey session) {
        List<?> row = scripts.query("find", session.toString());
        return row.isEmpty() ? null : ownership(row);
    }

    @Override
    public StoreResult requestHandover(SessionEpoch session, @Nullable String to) {
        if (to != null) {
            HandoverRequest.checkMember(to);
        }
        List<?> answer = scripts.query(
                "request", session.session().toString(), String.valueOf(session.epoch()), to == null ? ANY : to);
        return result(session.session(), answer);
    }

    @Override
    public List<HandoverRequest> handoverRequests() {
        List<HandoverRequest> requests = new ArrayList<>();
        for (Object each : scripts.query("requests")) {
            List<?> row = (List<?>) each;
            String to = text(row, 3);
            requests.add(
                    new HandoverRequest(key(text(row, 0)), number(row, 1), text(row, 2), to.equals(ANY) ? null : to));
        }
        requests.sort(
                Comparator.comparing((HandoverRequest one) -> one.session().server())
                        .thenComparingLong(one -> one.session().sessionId()));
        return requests;
    }

    /** {@inheritDoc} Runs as long as the server can be subscribed to, over a connection of its own. */
    @Override
    public AutoCloseable onWake(Runnable wake) {
        return scripts.channel().register(wake);
    }

    @Override
    public void close() {
        scripts.close();
    }

    /** @param second the epoch, or the kind of a new session */
    private record Change(SessionKey session, String second, String ticket) {}

    private static List<Change> changes(List<SessionEpoch> sessions) {
        List<Change> changes = new ArrayList<>(sessions.size());
        sessions.forEach(one -> changes.add(new Change(one.session(), String.valueOf(one.epoch()), "")));
        return changes;
    }

    private List<StoreResult> change(String operation, MemberId member, List<Change> changes) {
        List<StoreResult> results = new ArrayList<>(changes.size());
        for (int from = 0; from < changes.size(); from += PART) {
            List<Change> part = changes.subList(from, Math.min(changes.size(), from + PART));
            String[] values = part.stream()
                    .flatMap(one -> Stream.of(
                            one.session().toString(),
                            one.second(),
                            one.ticket(),
                            String.valueOf(seen.highest(one.session()))))
                    .toArray(String[]::new);
            List<?> answers = scripts.list(operation, member, values);
            scripts.counted(member, number(answers, 0));
            for (int i = 0; i < part.size(); i++) {
                results.add(result(part.get(i).session(), (List<?>) answers.get(i + 1)));
            }
        }
        return results;
    }

    private StoreResult result(SessionKey session, List<?> answer) {
        String word = text(answer, 0);
        if (answer.size() > 1) {
            seen.note(session, number(answer, 1));
        }
        return switch (word) {
            case "ok" -> new StoreResult.Ok(number(answer, 1), answer.size() > 2 ? text(answer, 2) : null);
            case "owned" -> new StoreResult.NotOwner(new MemberId(text(answer, 2), text(answer, 3)), number(answer, 1));
            case "stale" -> new StoreResult.StaleEpoch(number(answer, 1));
            case "missing" -> new StoreResult.Missing();
            default -> new StoreResult.Expired();
        };
    }

    private Ownership ownership(List<?> row) {
        SessionKey session = key(text(row, 0));
        long epoch = number(row, 4);
        seen.note(session, epoch);
        MemberId owner = row.get(2) == null ? null : new MemberId(text(row, 2), text(row, 3));
        return new Ownership(session, text(row, 1), owner, epoch);
    }

    private static SessionKey key(String text) {
        int slash = text.lastIndexOf('/');
        return new SessionKey(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
    }

    private static String text(List<?> row, int place) {
        return String.valueOf(row.get(place));
    }

    private static long number(List<?> row, int place) {
        return Long.parseLong(text(row, place));
    }

    private void checkTicket(SessionKey session, String ticket) {
        if (ticket.length() > maxTicketLength) {
            throw new TicketTooLargeException(session, ticket.length(), maxTicketLength);
        }
    }

    private static String millis(Duration lease) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("lease: " + Durations.text(lease) + " is not positive");
        }
        return String.valueOf(lease.plusNanos(999_999).toMillis());
    }
}
