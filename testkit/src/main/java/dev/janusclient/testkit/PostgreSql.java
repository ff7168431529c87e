// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real PostgreSQL (package {@code postgresql}). The user {@code janus} needs no password and owns the database
 * {@code postgres}. It takes a second or two to start.
 */
public final class PostgreSql extends StoreServer {
    /** Debian keeps one folder a version, and the programs out of the path. */
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private PostgreSql() {
        super("PostgreSQL", "database system is ready to accept connections");
    }

    /**
     * Starts a server; returns once it takes connections.
     *
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static PostgreSql start() {
        PostgreSql server = new PostgreSql();
        server.begin();
        return server;
    }

    @Override
    void prepare() {
        complete(
                unprivileged(List.of(
                        program("initdb"),
                        "--pgdata=" + data(),
                        "--username=janus",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")),
                "initdb.log");
    }

    @Override
    List<String> command() {
        return unprivileged(List.of(
                program("postgres"),
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                // A killed server keeps what the operating system has; only a machine that fails would lose it.
                "-c",
                "fsync=off"));
    }

    /** Ends open transactions and stops; the usual signal would wait until the last client has gone. */
    @Override
    String stopSignal() {
        return "INT";
    }

    /** What a JDBC driver takes: {@code jdbc:postgresql://127.0.0.1:port/postgres?user=janus}. */
    public String jdbcUrl() {
        return jdbcUrl(port());
    }

    /** The same, through something else that listens on a port of 127.0.0.1, such as a {@link FaultProxy}. */
    public static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=janus";
    }

    private Path data() {
        return folder().resolve("data");
    }

    private static String program(String name) {
        if (!Files.isDirectory(VERSIONS)) {
            return name;
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .map(Path::toString)
                    .orElse(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
