// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreSchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** The version of the tables, and their creation. */
final class Schema {
    static final int VERSION = 2;

    /** One for each version. */
    private static final List<String> SCRIPTS = List.of("V1__session_ownership.sql", "V2__handover_requests.sql");

    private static final String NONE = "none";

    /** One for each statement of the scripts. */
    private static final int ATTEMPTS = 8;

    private Schema() {}

    /** @throws StoreSchemaException if the tables are missing or of another version */
    static void check(Database database) {
        String found = database.run((connection, dialect) -> version(connection));
        if (!found.equals(String.valueOf(VERSION))) {
            throw new StoreSchemaException(database.description(), found, VERSION);
        }
    }

    /** Creates what is not there. Two members may try at once, and one may have been killed half way. */
    static void create(Database database) {
        for (int attempt = 1; ; attempt++) {
            try {
                database.run((connection, dialect) -> create(connection, dialect, version(connection)));
                return;
            } catch (StoreException e) {
                if (attempt == ATTEMPTS || !createdMeanwhile(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * IF NOT EXISTS does not keep two from creating the same at once; then one of them fails with one of these classes, with H2 for an
     * index with that of general errors.
     */
    private static boolean createdMeanwhile(StoreException e) {
        String state = e.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && Stream.of("23", "42", "HY").anyMatch(state::startsWith);
    }

    private static boolean create(Connection connection, Dialect dialect, String found) throws SQLException {
        int done = found.equals(NONE) ? 0 : Math.min(Integer.parseInt(found), SCRIPTS.size());
        try (Statement statement = connection.createStatement()) {
            for (String script : SCRIPTS.subList(done, SCRIPTS.size())) {
                for (String sql : script(dialect, script).split(";", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
        }
        return true;
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MAX(version) FROM janus_schema")) {
            row.next();
            int version = row.getInt(1);
            return row.wasNull() ? NONE : String.valueOf(version);
        } catch (SQLException e) {
            // SQL's class of states for names that are not there.
            if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
                return NONE;
            }
            throw e;
        }
    }

    private static String script(Dialect dialect, String name) {
        String file = "/db/janus-client-cluster/" + dialect.folder() + "/" + name;
        try (InputStream in = Schema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new StoreException(file + " is missing from the jar", null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException(file, e);
        }
    }
}
