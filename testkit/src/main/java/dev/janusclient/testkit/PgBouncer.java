// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;

/**
 * The real PgBouncer (package {@code pgbouncer}) in transaction mode: a connection of a client has another connection of the
 * server for each transaction, so nothing that belongs to a session lasts.
 */
public final class PgBouncer extends StoreServer {
    private final PostgreSql server;

    private PgBouncer(PostgreSql server) {
        super("PgBouncer", "process up: PgBouncer");
        this.server = server;
    }

    /**
     * Starts a pooler; returns once it takes connections.
     *
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static PgBouncer inFrontOf(PostgreSql server) {
        PgBouncer pooler = new PgBouncer(server);
        pooler.begin();
        return pooler;
    }

    @Override
    List<String> command() {
        // JDBC drivers set extra_float_digits for each connection, which the pooler refuses by default.
        String file = folder().write(
                        "pgbouncer.ini",
                        """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=postgres user=janus
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """
                                .formatted(server.port(), port()))
                .toString();
        return unprivileged(List.of("pgbouncer", file));
    }

    /** What a JDBC driver takes. */
    public String jdbcUrl() {
        return PostgreSql.jdbcUrl(port());
    }
}
