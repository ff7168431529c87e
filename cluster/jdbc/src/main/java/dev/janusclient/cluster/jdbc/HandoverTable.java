// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests to hand sessions over. There are few, and they need no clearing up to be right: each is for one epoch. */
final class HandoverTable {
    /** Of the ownership that a request is for, or of the release that ends it. */
    private static final String HOLDS = "SELECT 1 FROM janus_session s WHERE s.server = janus_handover.server"
            + " AND s.session_id = janus_handover.session_id AND ((s.epoch = janus_handover.epoch"
            + " AND s.owner = janus_handover.giver) OR (s.owner IS NULL AND s.epoch = janus_handover.epoch + 1))";

    private static final String CLEAR = "DELETE FROM janus_handover WHERE NOT EXISTS (" + HOLDS + ")";
    private static final String REPLACED = "DELETE FROM janus_handover WHERE server = ? AND session_id = ?";
    private static final String ADD = "INTO janus_handover (server, session_id, epoch, giver, taker)"
            + " SELECT s.server, s.session_id, s.epoch, s.owner, ? FROM janus_session s WHERE s.server = ?"
            + " AND s.session_id = ? AND s.epoch = ? AND EXISTS (SELECT 1 FROM janus_member m WHERE m.name = s.owner"
            + " AND m.incarnation = s.incarnation AND m.lease_ends > :now)";
    private static final String LIST = "SELECT server, session_id, epoch, giver, taker FROM janus_handover"
            + " WHERE EXISTS (" + HOLDS + ") ORDER BY server, session_id";

    private final Database database;

    HandoverTable(Database database) {
        this.database = database;
    }

    /** False if no live member owns the session at that epoch. */
    boolean add(SessionEpoch wanted, @Nullable String to) {
        SessionKey key = wanted.session();
        update(CLEAR);
        update(REPLACED, key.server(), key.sessionId());
        return update(ADD, to, key.server(), key.sessionId(), wanted.epoch()) == 1;
    }

    private int update(String sql, @Nullable Object... values) {
        return database.run((connection, dialect) -> {
            String text = sql.startsWith("INTO") ? dialect.insertMissing(sql) : dialect.sql(sql);
            try (PreparedStatement statement = Sql.prepare(connection, database, text, values)) {
                return statement.executeUpdate();
            }
        });
    }

    List<HandoverRequest> list() {
        return database.run((connection, dialect) -> {
            List<HandoverRequest> found = new ArrayList<>();
            try (PreparedStatement query = Sql.prepare(connection, database, dialect.sql(LIST));
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new HandoverRequest(
                            new SessionKey(row.getString("server"), row.getLong("session_id")),
                            row.getLong("epoch"),
                            row.getString("giver"),
                            row.getString("taker")));
                }
            }
            return found;
        });
    }
}
