// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.testkit.PostgreSql;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgresql")
class PostgreSqlStoreTest extends JdbcStoreContract {
    private static PostgreSql server;

    @BeforeAll
    static void start() {
        server = PostgreSql.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String url() {
        return server.jdbcUrl();
    }

    @Override
    protected boolean wakes() {
        return true;
    }

    @Test
    void aServerThatDoesNotAnswerEndsTheCallInTime() {
        Duration timeout = Duration.ofMillis(500);
        try (JdbcStore store = JdbcStore.builder(url()).timeout(timeout).build()) {
            assertThat(store.members()).isEmpty();
            server.pause();
            long began = System.nanoTime();
            try {
                assertThatThrownBy(store::members)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("timeout of 500 ms");
            } finally {
                server.resume();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(timeout.multipliedBy(10));
            assertThat(store.members()).isEmpty();
        }
    }
}
