// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements on a connection of the pool, each a transaction of its own, with a time limit. */
final class Database {
    /** What is run; it may run again if the database refused it because of others. */
    interface Work<T> {
        T run(Connection connection, Dialect dialect) throws SQLException;
    }

    private static final int ATTEMPTS = 5;

    private final DataSource source;
    private final String description;
    private final Duration timeout;
    private volatile @Nullable Dialect dialect;

    Database(DataSource source, String description, Duration timeout) {
        this.source = source;
        this.description = description;
        this.timeout = timeout;
    }

    String description() {
        return description;
    }

    /** In whole seconds, which is what JDBC has; the network's timeout is exact. */
    int timeoutSeconds() {
        return (int) Math.max(1, timeout.plusMillis(999).toSeconds());
    }

    <T> T run(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return work.run(connection, prepare(connection));
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !mayBeRepeated(e)) {
                    throw new StoreException(description + ": " + explain(e), e);
                }
            }
        }
    }

    private Dialect prepare(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
        Dialect known = dialect;
        if (known == null) {
            known = Dialect.of(connection);
            dialect = known;
        }
        if (known.isolation() != 0 && connection.getTransactionIsolation() != known.isolation()) {
            connection.setTransactionIsolation(known.isolation());
        }
        return known;
    }

    /** Deadlocks, and rows that two inserted at once: the database changed nothing. */
    private static boolean mayBeRepeated(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("40") || state.startsWith("23"));
    }

    private String explain(SQLException e) {
        String state = e.getSQLState();
        if (state != null && state.startsWith("22001")) {
            return "a ticket does not fit into the column janus_session.ticket; lower maxTicketLength";
        }
        return "no answer within the timeout of " + timeout.toMillis() + " ms, or an error: " + e.getMessage();
    }
}
