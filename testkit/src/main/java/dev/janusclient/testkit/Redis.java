// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    /**
     * Starts a server that copies all data of another one, asynchronously, as Redis does.
     *
     * @param primary the other one's address, or that of a {@link FaultProxy} in between
     */
    public static Redis replicaOf(URI primary) {
        return start(List.of("--replicaof", primary.getHost() + " " + primary.getPort()));
    }

    /** Makes a replica take over: it is no replica any more, and listens on the port of its primary, which has been killed. */
    public void takeOver(Redis primary) {
        command("REPLICAOF NO ONE");
        command("CONFIG SET port " + primary.port());
    }

    /** Whether a replica has all that its primary has written. */
    public boolean isSynchronized() {
        return command("INFO replication").contains("master_link_status:up");
    }

    /** Sends one command on a connection of its own, and gives the beginning of its answer. */
    private String command(String words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4_096];
            int length = Math.max(0, socket.getInputStream().read(answer));
            String text = new String(answer, 0, length, StandardCharsets.US_ASCII);
            if (text.startsWith("-")) {
                throw new IllegalStateException(this + " refused " + words + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
