// SPDX-License-Identifier: Apache-2.0
/**
 * A store of session ownership in a database: {@link dev.janusclient.cluster.jdbc.JdbcStore}. The tables are in
 * {@code db/janus-client-cluster/VENDOR/V1__session_ownership.sql} of the jar, a folder that Flyway takes as a location.
 */
@NullMarked
package dev.janusclient.cluster.jdbc;

import org.jspecify.annotations.NullMarked;
