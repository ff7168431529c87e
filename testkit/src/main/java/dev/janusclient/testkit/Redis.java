// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The real Redis (package {@code redis-server}), without a password. */
public final class Redis extends StoreServer {
    private final List<String> options;

    private Redis(List<String> options) {
        super("Redis", "Ready to accept connections");
        this.options = options;
    }

    /**
     * Starts a server that keeps nothing when it ends; returns once it takes connections.
     *
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static Redis start() {
        return start(List.of());
    }

    /** Starts a server that writes everything to its append-only file before it answers, and has it again after a restart. */
    public static Redis persistent() {
        return start(List.of("--appendonly", "yes", "--appendfsync", "always"));
    }

    /** Starts a server that copies all data of another one, asynchronously, as Redis does. */
    public static Redis replicaOf(Redis primary) {
        return start(List.of("--replicaof", "127.0.0.1 " + primary.port()));
    }

    private static Redis start(List<String> options) {
        Redis server = new Redis(options);
        server.begin();
        return server;
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port()),
                "--save",
                "",
                "--dir",
                folder().path().toString()));
        command.addAll(options);
        return command;
    }

    /** Where it is: {@code redis://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }
}
