// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.testkit.PgBouncer;
import dev.janusclient.testkit.PostgreSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Through a pooler in transaction mode. */
@Tag("postgresql")
@Tag("pgbouncer")
class PgBouncerStoreTest extends JdbcStoreContract {
    private static PostgreSql server;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
        server = PostgreSql.start();
        pooler = PgBouncer.inFrontOf(server);
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
        server.close();
    }

    @Override
    String url() {
        return pooler.jdbcUrl();
    }

    @Override
    String directUrl() {
        return server.jdbcUrl();
    }
}
