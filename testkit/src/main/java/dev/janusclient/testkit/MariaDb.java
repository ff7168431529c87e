// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;

/**
 * The real MariaDB (package {@code mariadb-server}). The user {@code janus} needs no password and may do everything with the
 * database {@code janus}. It takes some seconds to start.
 */
public final class MariaDb extends StoreServer {
    private MariaDb() {
        super("MariaDB", "ready for connections");
    }

    /**
     * Starts a server; returns once it takes connections.
     *
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static MariaDb start() {
        MariaDb server = new MariaDb();
        server.begin();
        return server;
    }

    @Override
    void prepare() {
        folder().folder("data");
        folder().write(
                        "init.sql",
                        """
                        CREATE DATABASE IF NOT EXISTS janus;
                        CREATE USER IF NOT EXISTS janus@localhost;
                        GRANT ALL ON janus.* TO janus@localhost;
                        """);
        complete(
                unprivileged(List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--datadir=" + folder().resolve("data"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")),
                "install.log");
    }

    @Override
    List<String> command() {
        return unprivileged(List.of(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + folder().resolve("data"),
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--socket=" + folder().resolve("socket"),
                "--pid-file=" + folder().resolve("pid"),
                "--init-file=" + folder().resolve("init.sql"),
                "--innodb-buffer-pool-size=32M",
                // A killed server keeps what the operating system has; only a machine that fails would lose it.
                "--innodb-flush-log-at-trx-commit=2",
                "--max-connections=200"));
    }

    /** What a JDBC driver takes: {@code jdbc:mariadb://127.0.0.1:port/janus?user=janus}. */
    public String jdbcUrl() {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/janus?user=janus";
    }
}
