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

/** The version of the tables, and their creation. */
final class Schema {
    static final int VERSION = 1;

    private Schema() {}

    /** @throws StoreSchemaException if the tables are missing or of another version */
    static void check(Database database) {
        String found = database.run((connection, dialect) -> version(connection));
        if (!found.equals(String.valueOf(VERSION))) {
            throw new StoreSchemaException(database.description(), found, VERSION);
        }
    }

    /** Creates the tables unless they are there; two members may try at once. */
    static void create(Database database) {
        database.run((connection, dialect) -> {
            if (version(connection).equals("none")) {
                try (Statement statement = connection.createStatement()) {
                    for (String sql : script(dialect).split(";", -1)) {
                        if (!sql.isBlank()) {
                            statement.execute(sql);
                        }
                    }
                } catch (SQLException e) {
                    if (version(connection).equals("none")) {
                        throw e;
                    }
                }
            }
            return true;
        });
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MAX(version) FROM janus_schema")) {
            row.next();
            return String.valueOf(row.getInt(1));
        } catch (SQLException e) {
            // SQL's class of states for names that are not there.
            if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
                return "none";
            }
            throw e;
        }
    }

    private static String script(Dialect dialect) {
        String file = "/db/janus-client-cluster/" + dialect.folder() + "/V1__session_ownership.sql";
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
