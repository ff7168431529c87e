// SPDX-License-Identifier: Apache-2.0
/** Who owns a session, kept in PostgreSQL, MariaDB or H2. */
// The driver of PostgreSQL, whose notifications are used where it is there, has an automatic module only.
@SuppressWarnings("requires-automatic")
module dev.janusclient.cluster.jdbc {
    requires transitive dev.janusclient.cluster;
    requires transitive java.sql;
    requires com.zaxxer.hikari;
    requires static org.postgresql.jdbc;
    requires static transitive org.jspecify;

    exports dev.janusclient.cluster.jdbc;
}
