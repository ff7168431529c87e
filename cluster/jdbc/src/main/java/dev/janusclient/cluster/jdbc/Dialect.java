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

    /** Plain SQL would read the row of every session, or its entry in an index. */
    private static final String OWNERS_BY_SKIPPING = "WITH RECURSIVE one AS ("
            + "(SELECT owner, incarnation FROM janus_session WHERE owner IS NOT NULL ORDER BY owner, incarnation LIMIT 1)"
            + " UNION ALL SELECT other.owner, other.incarnation FROM one CROSS JOIN LATERAL ("
            + "SELECT s.owner, s.incarnation FROM janus_session s WHERE (s.owner, s.incarnation) > (one.owner, one.incarnation)"
            + " ORDER BY s.owner, s.incarnation LIMIT 1) other) SELECT owner, incarnation FROM one";

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

    /** Selects owner and incarnation of all who own sessions, once each; with few steps, however many sessions they own. */
    String owners() {
        // MariaDB skips by itself.
        return this == POSTGRESQL
                ? OWNERS_BY_SKIPPING
                : "SELECT DISTINCT owner, incarnation FROM janus_session WHERE owner IS NOT NULL";
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
