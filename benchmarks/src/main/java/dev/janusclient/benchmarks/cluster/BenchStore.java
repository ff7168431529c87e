// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.cluster;

import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.PostgreSql;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.StoreServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that is started for a measurement, empty, and deleted afterwards. */
final class BenchStore implements AutoCloseable {
    private static final String FILES = "file:";

    private final @Nullable Path folder;
    private final @Nullable StoreServer server;
    private final String place;

    private BenchStore(@Nullable Path folder, @Nullable StoreServer server, String place) {
        this.folder = folder;
        this.server = server;
        this.place = place;
    }

    /** Starts one of file, postgresql, redis. */
    static BenchStore start(String name) throws IOException {
        switch (name) {
            case "file" -> {
                Path folder = Files.createTempDirectory("janus-bench-store-");
                return new BenchStore(folder, null, FILES + folder);
            }
            case "postgresql" -> {
                PostgreSql server = PostgreSql.start();
                try (JdbcStore first = JdbcStore.builder(server.jdbcUrl()).build()) {
                    first.createSchema();
                }
                return new BenchStore(null, server, server.jdbcUrl());
            }
            case "redis" -> {
                Redis server = Redis.persistent();
                return new BenchStore(null, server, server.uri().toString());
            }
            default -> throw new IllegalArgumentException("store: " + name + " is none of file, postgresql, redis");
        }
    }

    /** What {@link #open(String)} takes, in any process. */
    String place() {
        return place;
    }

    static OwnershipStore open(String place) {
        if (place.startsWith(FILES)) {
            return FileStore.open(Path.of(place.substring(FILES.length())));
        }
        return place.startsWith("jdbc:") ? JdbcStore.builder(place).build() : new RedisStore(place);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
