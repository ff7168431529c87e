// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
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
import java.util.ArrayList;
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
        execute("DELETE FROM janus_session", "DELETE FROM janus_member");
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
        return JdbcStore.builder(url()).maxTicketLength(10_000).build();
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
            for (int version : new int[] {0, 2}) {
                execute("UPDATE janus_schema SET version = " + version);
                try (JdbcStore store = open()) {
                    assertThatThrownBy(() -> store.join(member, LEASE))
                            .isInstanceOf(StoreSchemaException.class)
                            .hasMessageContaining("version " + version + ";")
                            .hasMessageContaining("needs version 1");
                }
            }
        } finally {
            execute("UPDATE janus_schema SET version = 1");
        }
        try (JdbcStore store = open()) {
            assertThat(store.members()).isEmpty();
            assertThat(store.join(member, LEASE)).isEqualTo(new JoinResult.Joined());
        }
    }

    /** Prints what it took; how fast a machine is decides nothing. {@code -Dtakeover.sessions=10000} for a larger figure. */
    @Test
    void allSessionsOfAMemberAreTakenOver() {
        int count = Integer.getInteger("takeover.sessions", 2_500);
        MemberId first = new MemberId("first", "1");
        MemberId second = new MemberId("second", "1");
        try (JdbcStore store = open()) {
            store.join(first, LEASE);
            store.join(second, LEASE);
            List<NewSession> sessions = new ArrayList<>();
            List<SessionEpoch> wanted = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                SessionKey key = new SessionKey("janus-" + i % 5, i);
                sessions.add(new NewSession(key, "call", "ticket ".repeat(100)));
                wanted.add(new SessionEpoch(key, 1));
            }
            assertThat(store.create(first, sessions)).containsOnly(new StoreResult.Ok(1, "ticket ".repeat(100)));
            store.leave(first);

            long began = System.nanoTime();
            assertThat(store.free(count)).hasSize(count);
            long listed = System.nanoTime();
            assertThat(store.acquire(second, wanted)).containsOnly(new StoreResult.Ok(2, "ticket ".repeat(100)));
            long acquired = System.nanoTime();
            int renewals = 200;
            for (int i = 0; i < renewals; i++) {
                assertThat(store.renew(second, LEASE, new MemberReport(count, false)))
                        .isTrue();
            }
            long renewed = System.nanoTime();
            System.out.printf(
                    "%s: %d sessions listed in %d ms, taken over in %d ms; %d renewals a second by one thread%n",
                    getClass().getSimpleName(),
                    count,
                    (listed - began) / 1_000_000,
                    (acquired - listed) / 1_000_000,
                    renewals * 1_000_000_000L / (renewed - acquired));
        }
    }
}
