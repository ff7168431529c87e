// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.PostgreSql;
import dev.janusclient.testkit.StoreServer;
import dev.janusclient.testkit.store.StoreFaultsContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgreSqlFaultsTest extends StoreFaultsContract {
    private static PostgreSql server;

    @BeforeAll
    static void start() {
        server = PostgreSql.start();
        try (JdbcStore store = JdbcStore.builder(server.jdbcUrl())
                .timeout(Duration.ofSeconds(60))
                .build()) {
            store.createSchema();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected StoreServer server() {
        return server;
    }

    @Override
    protected void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM janus_session");
            statement.execute("DELETE FROM janus_member");
        }
    }

    @Override
    protected OwnershipStore open(int port, Duration timeout) {
        return JdbcStore.builder(PostgreSql.jdbcUrl(port)).timeout(timeout).build();
    }

    @Override
    protected String acquisition() {
        return "SET owner = $1";
    }
}
