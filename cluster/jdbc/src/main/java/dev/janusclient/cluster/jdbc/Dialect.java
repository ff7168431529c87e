// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What differs between the databases. */
enum Dialect {
    /** {@code now()} would be the start of a transaction, and not of a statement that waited for a row. */
    POSTGRESQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)", "INSERT", "ON CONFLICT DO NOTHING"),

    MARIADB("CAST(UNIX_TIMESTAMP(SYSDATE(6)) * 1000 AS SIGNED)", "INSERT IGNORE", ""),

    H2("CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS bigint)", "INSERT", "");

    private final String nowMillis;
    private final String insert;
    private final String onConflict;

    Dialect(String nowMillis, String insert, String onConflict) {
        this.nowMillis = nowMillis;
        this.insert = insert;
        this.onConflict = onConflict;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "h2" -> H2;
            default -> throw new SQLException("the database " + product + " is not one of PostgreSQL, MariaDB and H2");
        };
    }

    /** Flyway's name of the database. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Puts the expression for the database's time, in milliseconds, in place of {@code :now}. */
    String sql(String text) {
        return text.replace(":now", nowMillis);
    }

    /** An {@code INSERT … SELECT} that leaves a row alone that is there already. */
    String insertMissing(String select) {
        return sql(insert + " " + select + " " + onConflict);
    }

    /**
     * Whether a statement failed because another one inserted the same row after its condition had been evaluated. Where inserts ignore
     * rows that are there this does not happen, and a violated constraint is an error.
     */
    boolean lostInsertRace(String sqlState) {
        return this == H2 && sqlState.equals("23505");
    }

    /** How the isolation of a connection is to be set; 0 to leave it. */
    int isolation() {
        // By default InnoDB would lock the members' rows that a condition reads.
        return this == MARIADB ? Connection.TRANSACTION_READ_COMMITTED : 0;
    }
}
