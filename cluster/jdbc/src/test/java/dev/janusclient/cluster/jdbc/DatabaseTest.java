// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreSchemaException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database refuses: what is repeated, and what the exception says. */
class DatabaseTest {
    private static final String EMPTY = "jdbc:h2:mem:";

    /** A busy machine's first connection takes a while. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A deadlock's victim, and an insert that was overtaken, have changed nothing; any other violated constraint would be violated again. */
    @ParameterizedTest
    @CsvSource({"40001, 5", "40P01, 5", "23505, 5", "23502, 1", "23503, 1", "08006, 1"})
    void onlyWhatOthersCausedIsRepeated(String sqlState, int expected) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(EMPTY);
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> new Database(source, "H2", TIMEOUT).run((connection, dialect) -> {
                    attempts.incrementAndGet();
                    throw new SQLException("refused", sqlState);
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("refused");
        assertThat(attempts).hasValue(expected);
        assertThat(Dialect.POSTGRESQL.lostInsertRace(sqlState) || Dialect.MARIADB.lostInsertRace(sqlState))
                .isFalse();
    }

    @Test
    void tablesThatAreMissingAreAnErrorOfTheSchema() {
        try (JdbcStore store = open("missing", 10_000)) {
            assertThatThrownBy(() -> store.join(new MemberId("a", "1"), Duration.ofMinutes(1)))
                    .isInstanceOf(StoreSchemaException.class)
                    .hasMessageContaining("version none");
        }
    }

    @Test
    void aTicketThatFitsTheSettingAndNotTheColumnNamesTheSetting() {
        MemberId member = new MemberId("a", "1");
        try (JdbcStore store = open("small", 2_000_000)) {
            store.createSchema();
            store.join(member, Duration.ofMinutes(1));
            NewSession large = new NewSession(new SessionKey("janus-1", 1), "call", "x".repeat(1_500_000));
            assertThatThrownBy(() -> store.create(member, List.of(large)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("maxTicketLength");
            assertThat(store.find(large.session())).isNull();
        }
    }

    @Test
    void membersMayCreateTheTablesAtOnce() throws Exception {
        int members = 6;
        ExecutorService threads = Executors.newFixedThreadPool(members);
        try {
            List<Callable<Boolean>> creations = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                String name = "m" + i;
                creations.add(() -> {
                    try (JdbcStore store = open("shared", 10_000)) {
                        store.createSchema();
                        store.join(new MemberId(name, "1"), Duration.ofMinutes(1));
                        return true;
                    }
                });
            }
            for (Future<Boolean> created : threads.invokeAll(creations)) {
                assertThat(created.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static JdbcStore open(String name, int maxTicketLength) {
        return JdbcStore.builder(EMPTY + name + ";DB_CLOSE_DELAY=-1")
                .maxTicketLength(maxTicketLength)
                .timeout(TIMEOUT)
                .build();
    }
}
