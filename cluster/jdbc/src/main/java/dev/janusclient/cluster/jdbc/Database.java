// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.StoreException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements on a connection of the pool, each a transaction of its own, with a time limit. */
final class Database {
    /** What is run; it runs again if the database refused it because of a statement at the same time. */
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
            try (Connection connection = connect()) {
                return work.run(connection, dialect(connection));
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !changedNothing(e)) {
                    SQLException shown = withoutValues(e);
                    throw new StoreException(description + ": " + explain(shown), shown);
                }
            }
        }
    }

    /** PostgreSQL's driver has the statement with its values in the message of a batch, and what failed in the next one. */
    private static SQLException withoutValues(SQLException e) {
        SQLException next = e.getNextException();
        return e instanceof BatchUpdateException && next != null ? next : e;
    }

    /** A connection with this store's settings. */
    Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
            int isolation = dialect(connection).isolation();
            if (isolation != 0 && connection.getTransactionIsolation() != isolation) {
                connection.setTransactionIsolation(isolation);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Dialect dialect(Connection connection) throws SQLException {
        Dialect known = dialect;
        if (known == null) {
            known = Dialect.of(connection);
            dialect = known;
        }
        return known;
    }

    /** Whether the database refused a statement because of another one at the same time, and did nothing: it may be repeated. */
    private boolean changedNothing(SQLException e) {
        String state = e.getSQLState();
        Dialect known = dialect;
        return state != null && (state.startsWith("40") || (known != null && known.lostInsertRace(state)));
    }

    private String explain(SQLException e) {
        String state = e.getSQLState();
        if (state != null && state.startsWith("22001")) {
            return "a ticket does not fit into the column janus_session.ticket; lower maxTicketLength";
        }
        return "no answer within the timeout of " + timeout.toMillis() + " ms, or an error: " + e.getMessage();
    }
}
