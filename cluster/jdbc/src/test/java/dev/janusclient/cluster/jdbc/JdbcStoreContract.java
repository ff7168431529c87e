// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.StoreSchemaException;
import dev.janusclient.testkit.store.OwnershipStoreContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store needs, and what the databases have in common. */
abstract class JdbcStoreContract extends OwnershipStoreContract {
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** The database, for a store. */
    abstract String url();

    /** The same, not through a pooler. */
    String directUrl() {
        return url();
    }

    @Override
    protected OwnershipStore openEmpty() throws SQLException {
        try (JdbcStore store = open()) {
            store.createSchema();
            // Once more, as the second member does.
            store.createSchema();
        }
        execute("DELETE FROM janus_session", "DELETE FROM janus_member", "DELETE FROM janus_handover");
        return open();
    }

    @Override
    protected OwnershipStore openAgain() {
        return open();
    }

    @Override
    protected void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private JdbcStore open() {
        return JdbcStore.builder(url())
                .maxTicketLength(10_000)
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    final void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(directUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void anotherSchemaIsRefusedBeforeAnythingChanges() throws SQLException {
        MemberId member = new MemberId("a", "1");
        try {
            for (int version : new int[] {1, 3}) {
                execute("UPDATE janus_schema SET version = " + version);
                try (JdbcStore store = open()) {
                    assertThatThrownBy(() -> store.join(member, LEASE))
                            .isInstanceOf(StoreSchemaException.class)
                            .hasMessageContaining("version " + version + ";")
                            .hasMessageContaining("needs version 2");
                }
            }
        } finally {
            execute("UPDATE janus_schema SET version = 2");
        }
        try (JdbcStore store = open()) {
            assertThat(store.members()).isEmpty();
            assertThat(store.join(member, LEASE)).isEqualTo(new JoinResult.Joined());
        }
    }

    @Test
    void theTablesOfTheFirstVersionAreAddedTo() throws SQLException {
        MemberId member = new MemberId("a", "1");
        SessionKey key = new SessionKey("janus-1", 7);
        try (JdbcStore running = open()) {
            running.join(member, LEASE);
            running.create(member, List.of(new NewSession(key, "call", "ticket")));
            execute("DROP TABLE janus_handover", "UPDATE janus_schema SET version = 1");
            try (JdbcStore asks = open()) {
                assertThatThrownBy(() -> asks.requestHandover(new SessionEpoch(key, 1), null))
                        .isInstanceOf(StoreSchemaException.class)
                        .hasMessageContaining("version 1; this library needs version 2");
            }
        } finally {
            try (JdbcStore store = open()) {
                store.createSchema();
            }
        }
        try (JdbcStore store = open()) {
            assertThat(store.requestHandover(new SessionEpoch(key, 1), null)).isEqualTo(new StoreResult.Ok(1, null));
        }
    }
}
