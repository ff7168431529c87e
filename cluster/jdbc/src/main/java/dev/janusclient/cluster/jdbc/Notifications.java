// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Wake-ups by PostgreSQL's LISTEN and NOTIFY, over a connection that is kept from the first registration on. They are a hint: whatever
 * fails, and whatever has no LISTEN (another database or driver, a pooler in between), is left to polling.
 */
final class Notifications implements AutoCloseable {
    private static final String CHANNEL = "janus_session_free";
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final Database database;
    private final Set<Runnable> wakes = new CopyOnWriteArraySet<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread listener;
    private volatile @Nullable Connection listening;

    Notifications(Database database) {
        this.database = database;
    }

    AutoCloseable register(Runnable wake) {
        wakes.add(wake);
        synchronized (this) {
            if (listener == null) {
                listener = new Thread(this::listen, "janus-cluster-listen");
                listener.setDaemon(true);
                listener.start();
            }
        }
        return () -> wakes.remove(wake);
    }

    /** Notifies all members, if the database can. */
    void send() {
        try {
            database.run((connection, dialect) -> {
                if (dialect == Dialect.POSTGRESQL) {
                    String sql = "SELECT pg_notify('" + CHANNEL + "', '')";
                    try (PreparedStatement notify = Sql.prepare(connection, database, sql)) {
                        notify.execute();
                    }
                }
                return true;
            });
        } catch (StoreException e) {
            // What was to be notified of is done, and others find it by polling.
        }
    }

    private void listen() {
        try {
            do {
                try (Connection connection = database.connect()) {
                    listening = connection;
                    if (!isDirect(connection)) {
                        return;
                    }
                    receive(connection);
                } catch (SQLException e) {
                    // Tried again.
                } finally {
                    listening = null;
                }
            } while (!stopped.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LinkageError e) {
            // PostgreSQL's driver is not there: the database is another one.
        }
    }

    /** A pooler gives its clients process ids of its own, and a LISTEN through it would be another client's. */
    private static boolean isDirect(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1) == connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    private void receive(Connection connection) throws SQLException {
        PGConnection direct = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            try {
                while (stopped.getCount() > 0) {
                    PGNotification[] received = direct.getNotifications((int) CHECK_INTERVAL.toMillis());
                    if (received.length > 0) {
                        wakes.forEach(Runnable::run);
                    } else {
                        statement.execute("SELECT 1");
                    }
                }
            } finally {
                // The pool may give the connection to others.
                statement.execute("UNLISTEN " + CHANNEL);
            }
        }
    }

    /** Ends the waiting for a notification by ending its connection. */
    @Override
    public void close() {
        stopped.countDown();
        Connection current = listening;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException e) {
                // Then the thread ends with its next check.
            }
        }
    }
}
