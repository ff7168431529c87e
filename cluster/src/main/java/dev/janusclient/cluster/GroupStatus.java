// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group as one member sees it; {@link #toText()} is for people.
 *
 * @param member this member's name
 * @param joined whether its lease lasts, so that it may command
 * @param draining whether it gives its sessions away
 * @param store how the store is named
 * @param storeFailure what the last call of the store failed with; null if it was answered
 * @param members the live members when this one last looked, in the order of their names
 * @param servers the configured servers, in the order of their names
 * @param owned how many sessions this member owns
 * @param free how many sessions had no live owner when this member last looked
 * @param lost how many sessions this member has found to exist no longer
 * @param takeovers what this member took over last, newest first; at most {@value #MAX_TAKEOVERS}
 */
public record GroupStatus(
        String member,
        boolean joined,
        boolean draining,
        String store,
        @Nullable String storeFailure,
        List<Member> members,
        List<Server> servers,
        int owned,
        int free,
        long lost,
        List<Takeover> takeovers) {
    /** How many takeovers are kept. */
    public static final int MAX_TAKEOVERS = 20;

    /**
     * A live member.
     *
     * @param leaseLeft how long its lease still lasts unless it is renewed; not negative
     * @param sessions how many sessions it owned when it renewed its lease last; for this member, now
     */
    public record Member(String name, Duration leaseLeft, int sessions, boolean draining) {}

    /**
     * A configured server.
     *
     * @param up whether this member can reach it
     * @param sessions how many sessions this member owns there
     * @param problem why it can't be reached; null if it can
     */
    public record Server(String name, boolean up, int sessions, @Nullable String problem) {}

    /**
     * A session that was taken over.
     *
     * @param epoch at which this member owns it
     * @param from who owned it before; null if the session had been given away
     * @param at when it was resumed, by this machine's clock
     * @param took from when this member found the session to be free until its handler had resumed it
     * @param outcome {@code Resumed}, {@code ResumedWithGap} or {@code Rebuilt}
     */
    public record Takeover(
            SessionKey session,
            String kind,
            long epoch,
            @Nullable MemberId from,
            Instant at,
            Duration took,
            String outcome) {}

    public GroupStatus {
        members = List.copyOf(members);
        servers = List.copyOf(servers);
        takeovers = List.copyOf(takeovers);
    }

    static GroupStatus of(GroupCore group) {
        ClusterMember member = group.membership().member();
        String name = group.settings().member().name();
        Duration age = group.membership().age();
        List<Member> members = new ArrayList<>();
        for (MemberState one : group.membership().last().members()) {
            Duration left = one.leaseLeft().minus(age);
            boolean self = one.id().name().equals(name);
            members.add(new Member(
                    one.id().name(),
                    left.isNegative() ? Duration.ZERO : left,
                    self ? group.ownedSessions() : one.report().sessions(),
                    self ? group.isDraining() : one.report().draining()));
        }
        List<Server> servers = new ArrayList<>();
        Map<String, String> problems = group.servers().problems();
        group.sessionsByServer()
                .forEach((server, count) ->
                        servers.add(new Server(server, !problems.containsKey(server), count, problems.get(server))));
        StoreException failure = member == null ? null : member.storeFailure();
        return new GroupStatus(
                name,
                group.membership().hasLease(),
                group.isDraining(),
                group.settings().store().description(),
                failure == null ? null : failure.getMessage(),
                members,
                servers,
                group.ownedSessions(),
                group.membership().last().free().size(),
                group.reports().lostSessions(),
                group.reports().lastTakeovers());
    }

    /** Several lines for a terminal: the member, then a table each of members, servers and takeovers. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "member %s: %s%s; %d sessions owned, %d free, %d lost%n",
                member,
                joined ? "joined" : "no lease",
                draining ? ", draining" : "",
                owned,
                free,
                lost));
        text.append("store ")
                .append(store)
                .append(storeFailure == null ? "" : ": " + storeFailure)
                .append(System.lineSeparator());
        row(text, "MEMBER", "LEASE LEFT", "SESSIONS", "");
        for (Member one : members) {
            row(
                    text,
                    one.name(),
                    seconds(one.leaseLeft()),
                    Integer.toString(one.sessions()),
                    one.draining() ? "draining" : "");
        }
        row(text, "SERVER", "STATE", "SESSIONS", "");
        for (Server one : servers) {
            row(
                    text,
                    one.name(),
                    one.up() ? "up" : "down",
                    Integer.toString(one.sessions()),
                    one.problem() == null ? "" : one.problem());
        }
        if (!takeovers.isEmpty()) {
            row(text, "TAKEN OVER", "TOOK", "EPOCH", "");
            for (Takeover one : takeovers) {
                row(
                        text,
                        one.session().toString(),
                        seconds(one.took()),
                        Long.toString(one.epoch()),
                        one.outcome()
                                + (one.from() == null
                                        ? ""
                                        : " from " + one.from().name()));
            }
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String second, String number, String rest) {
        text.append(String.format(Locale.ROOT, "  %-32s %10s %9s", name, second, number))
                .append(rest.isEmpty() ? "" : "  " + rest)
                .append(System.lineSeparator());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }

    /** As {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
