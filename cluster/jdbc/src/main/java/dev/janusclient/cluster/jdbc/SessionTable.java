// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions. Each change is one statement with its conditions, so a member that stops in the middle locks nothing. */
final class SessionTable {
    /** Parameters of one statement, of which PostgreSQL and MariaDB take 65,535. */
    private static final int PART = 2_000;

    private static final String OWNER_LIVE = "EXISTS (SELECT 1 FROM janus_member m WHERE m.name = janus_session.owner"
            + " AND m.incarnation = janus_session.incarnation AND m.lease_ends > :now)";
    private static final String CALLER_LIVE =
            "EXISTS (SELECT 1 FROM janus_member c WHERE c.name = ?" + " AND c.incarnation = ? AND c.lease_ends > :now)";
    private static final String HELD =
            " WHERE server = ? AND session_id = ? AND epoch = ? AND owner = ? AND incarnation = ? AND " + CALLER_LIVE;

    private static final String CREATE =
            "INTO janus_session (server, session_id, kind, owner, incarnation, epoch, ticket)"
                    + " SELECT ?, ?, ?, ?, ?, 1, ? FROM (SELECT 1 AS one) o WHERE " + CALLER_LIVE
                    + " AND NOT EXISTS (SELECT 1 FROM janus_session s WHERE s.server = ? AND s.session_id = ?)";
    private static final String ACQUIRE = "UPDATE janus_session SET owner = ?, incarnation = ?, epoch = epoch + 1"
            + " WHERE server = ? AND epoch = ? AND " + CALLER_LIVE + " AND NOT " + OWNER_LIVE + " AND session_id IN (";
    private static final String SELECT = "SELECT server, session_id, kind, owner, incarnation, epoch";

    private final Database database;

    SessionTable(Database database) {
        this.database = database;
    }

    /** What a session looks like to a caller. */
    private record Row(Ownership session, @Nullable String ticket, boolean ownerLive, boolean callerLive) {}

    void create(MemberId member, List<Object[]> rows) {
        List<Object[]> values = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            // server, id, kind, ticket
            values.add(new Object[] {
                row[0],
                row[1],
                row[2],
                member.name(),
                member.incarnation(),
                row[3],
                member.name(),
                member.incarnation(),
                row[0],
                row[1]
            });
        }
        batch(dialect -> dialect.insertMissing(CREATE), values);
    }

    void acquire(MemberId member, List<SessionEpoch> wanted) {
        Map<List<Object>, List<Long>> groups = new LinkedHashMap<>();
        for (SessionEpoch one : wanted) {
            groups.computeIfAbsent(List.of(one.session().server(), one.epoch()), key -> new ArrayList<>())
                    .add(one.session().sessionId());
        }
        groups.forEach((group, ids) -> {
            // In one order, so that two members that acquire the same sessions do not wait for each other.
            ids.sort(null);
            for (List<Long> part : Sql.parts(ids, PART)) {
                List<@Nullable Object> values = new ArrayList<>(List.of(member.name(), member.incarnation()));
                values.addAll(group);
                values.addAll(List.of(member.name(), member.incarnation()));
                values.addAll(part);
                database.run((connection, dialect) -> {
                    String sql = dialect.sql(ACQUIRE) + Sql.marks(part.size()) + ")";
                    try (PreparedStatement update = Sql.prepare(connection, database, sql, values.toArray())) {
                        return update.executeUpdate();
                    }
                });
            }
        });
    }

    /** For each whether it was changed: {@code SET} or {@code DELETE} of a session that the caller holds. */
    int[] changeHeld(String change, MemberId member, List<SessionEpoch> held, List<Object[]> before) {
        List<Object[]> values = new ArrayList<>(held.size());
        for (int i = 0; i < held.size(); i++) {
            SessionEpoch one = held.get(i);
            List<Object> all = new ArrayList<>(List.of(before.get(i)));
            all.addAll(List.of(one.session().server(), one.session().sessionId(), one.epoch()));
            all.addAll(List.of(member.name(), member.incarnation(), member.name(), member.incarnation()));
            values.add(all.toArray());
        }
        return batch(dialect -> dialect.sql(change + HELD), values);
    }

    private int[] batch(Function<Dialect, String> sql, List<Object[]> values) {
        int[] counts = new int[values.size()];
        int done = 0;
        for (List<Object[]> part : Sql.parts(values, PART)) {
            int[] some = database.run((connection, dialect) -> {
                try (PreparedStatement statement = Sql.prepare(connection, database, sql.apply(dialect))) {
                    for (Object[] row : part) {
                        Sql.bind(statement, row);
                        statement.addBatch();
                    }
                    int[] changed = statement.executeBatch();
                    for (int one : changed) {
                        if (one == Statement.SUCCESS_NO_INFO) {
                            throw new SQLException(
                                    "the driver does not count the rows that each statement of a batch changed;"
                                            + " set useBulkStmts=false");
                        }
                    }
                    return changed;
                }
            });
            System.arraycopy(some, 0, counts, done, some.length);
            done += some.length;
        }
        return counts;
    }

    /**
     * What a caller is answered, from what is stored now.
     *
     * @param epochs for each session the epoch at which the caller has to own it; 0 for any
     */
    List<StoreResult> results(MemberId member, List<SessionKey> keys, List<Long> epochs, boolean tickets) {
        Map<SessionKey, Row> rows = read(member, keys, tickets);
        boolean callerLive = rows.isEmpty()
                ? callerLive(member)
                : rows.values().iterator().next().callerLive();
        List<StoreResult> results = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Row row = rows.get(keys.get(i));
            results.add(callerLive ? result(member, row, epochs.get(i)) : new StoreResult.Expired());
        }
        return results;
    }

    private static StoreResult result(MemberId member, @Nullable Row row, long wanted) {
        if (row == null) {
            return new StoreResult.Missing();
        }
        MemberId owner = row.session().owner();
        long epoch = row.session().epoch();
        if (member.equals(owner)) {
            boolean held = wanted == 0 || wanted == epoch;
            return held ? new StoreResult.Ok(epoch, row.ticket()) : new StoreResult.StaleEpoch(epoch);
        }
        return owner != null && row.ownerLive()
                ? new StoreResult.NotOwner(owner, epoch)
                : new StoreResult.StaleEpoch(epoch);
    }

    private Map<SessionKey, Row> read(MemberId member, List<SessionKey> keys, boolean tickets) {
        Map<String, List<SessionKey>> byServer = new LinkedHashMap<>();
        keys.forEach(key -> byServer.computeIfAbsent(key.server(), name -> new ArrayList<>())
                .add(key));
        Map<SessionKey, Row> found = new HashMap<>();
        String select = SELECT + (tickets ? ", ticket" : "") + ", CASE WHEN " + OWNER_LIVE
                + " THEN 1 ELSE 0 END AS owner_live, CASE WHEN " + CALLER_LIVE + " THEN 1 ELSE 0 END AS caller_live"
                + " FROM janus_session WHERE server = ? AND session_id IN (";
        byServer.forEach((server, all) -> Sql.parts(all, PART).forEach(part -> {
            List<@Nullable Object> values = new ArrayList<>(List.of(member.name(), member.incarnation(), server));
            part.forEach(key -> values.add(key.sessionId()));
            List<Row> rows = database.run((connection, dialect) -> {
                String sql = dialect.sql(select) + Sql.marks(part.size()) + ")";
                List<Row> some = new ArrayList<>();
                try (PreparedStatement query = Sql.prepare(connection, database, sql, values.toArray());
                        ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        some.add(new Row(
                                ownership(row),
                                tickets ? row.getString("ticket") : null,
                                row.getInt("owner_live") == 1,
                                row.getInt("caller_live") == 1));
                    }
                }
                return some;
            });
            rows.forEach(row -> found.put(row.session().session(), row));
        }));
        return found;
    }

    private boolean callerLive(MemberId member) {
        return database.run((connection, dialect) -> {
            try (PreparedStatement query = Sql.prepare(
                            connection,
                            database,
                            dialect.sql("SELECT 1 FROM janus_member c WHERE c.name = ? AND c.incarnation = ?"
                                    + " AND c.lease_ends > :now"),
                            member.name(),
                            member.incarnation());
                    ResultSet row = query.executeQuery()) {
                return row.next();
            }
        });
    }

    /** By their owners, who are few: a condition on each session would have every row read with each look of an idle member. */
    List<Ownership> free(int limit) {
        String order = " ORDER BY server, session_id LIMIT ?";
        List<Ownership> free = list(SELECT + " FROM janus_session WHERE owner IS NULL" + order, limit);
        for (MemberId owner : ownersWithoutLease()) {
            free.addAll(list(
                    SELECT + " FROM janus_session WHERE owner = ? AND incarnation = ?" + order,
                    owner.name(),
                    owner.incarnation(),
                    limit));
        }
        free.sort(Comparator.comparing((Ownership one) -> one.session().server())
                .thenComparingLong(one -> one.session().sessionId()));
        return new ArrayList<>(free.subList(0, Math.min(limit, free.size())));
    }

    private List<MemberId> ownersWithoutLease() {
        return database.run((connection, dialect) -> {
            List<MemberId> found = new ArrayList<>();
            String sql =
                    dialect.sql("SELECT o.owner, o.incarnation FROM (" + dialect.owners() + ") o WHERE NOT EXISTS ("
                            + "SELECT 1 FROM janus_member m WHERE m.name = o.owner AND m.incarnation = o.incarnation"
                            + " AND m.lease_ends > :now)");
            try (PreparedStatement query = Sql.prepare(connection, database, sql);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new MemberId(row.getString("owner"), row.getString("incarnation")));
                }
            }
            return found;
        });
    }

    @Nullable Ownership find(SessionKey key) {
        List<Ownership> found =
                list(SELECT + " FROM janus_session WHERE server = ? AND session_id = ?", key.server(), key.sessionId());
        return found.isEmpty() ? null : found.get(0);
    }

    private List<Ownership> list(String sql, @Nullable Object... values) {
        return database.run((connection, dialect) -> {
            List<Ownership> found = new ArrayList<>();
            try (PreparedStatement query = Sql.prepare(connection, database, dialect.sql(sql), values);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(ownership(row));
                }
            }
            return found;
        });
    }

    private static Ownership ownership(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        String incarnation = row.getString("incarnation");
        return new Ownership(
                new SessionKey(row.getString("server"), row.getLong("session_id")),
                row.getString("kind"),
                owner == null || incarnation == null ? null : new MemberId(owner, incarnation),
                row.getLong("epoch"));
    }
}
