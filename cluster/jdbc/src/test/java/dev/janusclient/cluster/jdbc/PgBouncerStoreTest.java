// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.PgBouncer;
import dev.janusclient.testkit.PostgreSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    @Test
    void wakesAreLeftToPollingAndNoConnectionOfTheServerListens() throws Exception {
        try (OwnershipStore store = openEmpty();
                AutoCloseable registration = store.onWake(() -> {})) {
            assertThat(registration).isNotNull();
            await().atMost(Duration.ofSeconds(30)).until(() -> listeners().isEmpty());
            try (Connection direct = DriverManager.getConnection(directUrl());
                    Statement statement = direct.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    /** The threads that wait for notifications: each ends once it knows that there are none. */
    private static List<String> listeners() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("janus-cluster-listen"::equals)
                .toList();
    }
}
