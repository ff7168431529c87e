// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.testkit.MariaDb;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

@Tag("mariadb-server")
class MariaDbStoreTest extends JdbcStoreContract {
    private static final MemberId MEMBER = new MemberId("a", "1");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final SessionKey FIRST = new SessionKey("janus-1", 1);
    private static final SessionKey SECOND = new SessionKey("janus-1", 2);
    private static final List<NewSession> NEW =
            List.of(new NewSession(FIRST, "call", "t"), new NewSession(SECOND, "call", "t"));
    private static final List<SessionEpoch> HELD = List.of(new SessionEpoch(FIRST, 1), new SessionEpoch(SECOND, 1));

    private static MariaDb server;

    @BeforeAll
    static void start() {
        server = MariaDb.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String url() {
        return server.jdbcUrl();
    }

    @Test
    void aDataSourceOfTheApplicationIsUsedAsItIs() throws SQLException {
        try (JdbcStore store = on("&useBulkStmts=false")) {
            store.join(MEMBER, LEASE);
            assertThat(store.create(MEMBER, NEW))
                    .containsExactly(new StoreResult.Ok(1, "t"), new StoreResult.Ok(1, "t"));
            assertThat(store.release(MEMBER, HELD))
                    .containsExactly(new StoreResult.Ok(2, null), new StoreResult.Ok(2, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&useBulkStmts=true"})
    void aDataSourceThatSendsBatchesInBulkFails(String option) throws SQLException {
        try (JdbcStore store = on(option)) {
            store.join(MEMBER, LEASE);
            assertThatThrownBy(() -> {
                        store.create(MEMBER, NEW);
                        store.release(MEMBER, HELD);
                    })
                    .isInstanceOf(StoreException.class);
        }
    }

    private JdbcStore on(String option) throws SQLException {
        return JdbcStore.builder(new MariaDbDataSource(url() + option)).build();
    }
}
