// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.internal.log.Durations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members and their leases. */
final class MemberTable {
    private static final String INSERT =
            "INTO janus_member (name, incarnation, lease_ends, sessions, draining) SELECT ?, ?, :now + ?, 0, 0";
    private static final String INSERT_GUARD =
            " FROM (SELECT 1 AS one) o WHERE NOT EXISTS (SELECT 1 FROM janus_member m" + " WHERE m.name = ?)";
    private static final String TAKE = "UPDATE janus_member SET incarnation = ?, lease_ends = :now + ?, sessions = 0,"
            + " draining = 0 WHERE name = ? AND (incarnation = ? OR lease_ends <= :now)";
    private static final String RENEW = "UPDATE janus_member SET lease_ends = :now + ?, sessions = ?, draining = ?"
            + " WHERE name = ? AND incarnation = ? AND lease_ends > :now";
    private static final String LEAVE = "DELETE FROM janus_member WHERE name = ? AND incarnation = ?";
    private static final String LIVE = "SELECT name, incarnation, lease_ends - :now AS millis, sessions, draining"
            + " FROM janus_member WHERE lease_ends > :now ORDER BY name";

    private static final int ATTEMPTS = 3;

    private final Database database;

    MemberTable(Database database) {
        this.database = database;
    }

    JoinResult join(MemberId member, Duration lease) {
        long millis = millis(lease);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            boolean joined = update(TAKE, member.incarnation(), millis, member.name(), member.incarnation()) == 1
                    || insert(member, millis) == 1;
            if (joined) {
                return new JoinResult.Joined();
            }
            MemberState holder = holder(member.name());
            if (holder != null) {
                return new JoinResult.NameTaken(holder.id(), holder.leaseLeft());
            }
            // The other one's lease has ended between the statements.
        }
        throw new StoreException(database.description() + ": the member " + member + " can't join", null);
    }

    boolean renew(MemberId member, Duration lease, MemberReport report) {
        return update(
                        RENEW,
                        millis(lease),
                        report.sessions(),
                        report.draining() ? 1 : 0,
                        member.name(),
                        member.incarnation())
                == 1;
    }

    void leave(MemberId member) {
        update(LEAVE, member.name(), member.incarnation());
    }

    List<MemberState> live() {
        return database.run((connection, dialect) -> {
            List<MemberState> live = new ArrayList<>();
            try (PreparedStatement select = Sql.prepare(connection, database, dialect.sql(LIVE));
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    live.add(state(rows));
                }
            }
            return live;
        });
    }

    private @Nullable MemberState holder(String name) {
        return live().stream()
                .filter(state -> state.id().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static MemberState state(ResultSet row) throws SQLException {
        return new MemberState(
                new MemberId(row.getString("name"), row.getString("incarnation")),
                // The two readings of the clock in the statement may differ.
                Duration.ofMillis(Math.max(1, row.getLong("millis"))),
                new MemberReport(row.getInt("sessions"), row.getInt("draining") != 0));
    }

    private int insert(MemberId member, long millis) {
        return database.run((connection, dialect) -> {
            try (PreparedStatement insert = Sql.prepare(
                    connection,
                    database,
                    dialect.insertMissing(INSERT + INSERT_GUARD),
                    member.name(),
                    member.incarnation(),
                    millis,
                    member.name())) {
                return insert.executeUpdate();
            }
        });
    }

    private int update(String sql, @Nullable Object... values) {
        return database.run((connection, dialect) -> {
            try (PreparedStatement update = Sql.prepare(connection, database, dialect.sql(sql), values)) {
                return update.executeUpdate();
            }
        });
    }

    private static long millis(Duration lease) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("lease: " + Durations.text(lease) + " is not positive");
        }
        // Rounded up: a lease ends no earlier than asked for.
        return lease.plusNanos(999_999).toMillis();
    }
}
