// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The configured servers, and whether this member can reach them: as their clients' connections are. A server without a connection is
 * connected to again with each {@link #check}.
 *
 * <p>Threading: any thread.
 */
final class GroupServers {
    /** What is assumed of a server that has not been reached yet. */
    private static final Duration UNKNOWN_WINDOW = Duration.ofMinutes(1);

    private static final String NOT_TRIED = "it has not been reached yet";

    /** A server as it is now. */
    private static final class Server {
        final String name;
        final JanusClient client;

        @Nullable String problem = NOT_TRIED;

        /** By the monotonic clock; while there is a problem. */
        long downSince;

        @Nullable ServerInfo info;

        boolean connecting;

        Server(String name, JanusClient client, long now) {
            this.name = name;
            this.client = client;
            this.downSince = now;
        }
    }

    private final Map<String, Server> servers = new TreeMap<>();
    private final BiConsumer<String, @Nullable String> onChange;

    /**
     * Begins to watch clients' connections.
     *
     * @param onChange gets a server's name and its problem; null once there is none
     */
    GroupServers(Map<String, JanusClient> clients, BiConsumer<String, @Nullable String> onChange) {
        this.onChange = onChange;
        clients.forEach((name, client) -> servers.put(name, new Server(name, client, System.nanoTime())));
        for (Server server : servers.values()) {
            server.client.on(ConnectionState.class, state -> changed(server, state));
        }
    }

    private void changed(Server server, ConnectionState state) {
        if (state instanceof ConnectionState.Connected up) {
            now(server, null, up.server());
        } else if (state instanceof ConnectionState.Resumed up) {
            now(server, null, up.server());
        } else if (state instanceof ConnectionState.Suspended lost) {
            now(server, "its connection was lost: " + lost.reason().detail(), null);
        } else if (!(state instanceof ConnectionState.Closed)) {
            now(server, "its connection was lost", null);
        }
    }

    private void now(Server server, @Nullable String problem, @Nullable ServerInfo info) {
        boolean changed;
        synchronized (servers) {
            changed = (server.problem == null) != (problem == null)
                    || (problem != null && NOT_TRIED.equals(server.problem));
            if (problem != null && server.problem == null) {
                server.downSince = System.nanoTime();
            }
            server.problem = problem;
            server.info = info == null ? server.info : info;
        }
        if (changed) {
            onChange.accept(server.name, problem);
        }
    }

    /**
     * Connects to those servers to which there is no connection, unless their clients are recovering.
     *
     * @return completes when all have been tried
     */
    CompletableFuture<Void> check() {
        List<CompletableFuture<?>> tried = new ArrayList<>();
        for (Server server : servers.values()) {
            ConnectionState state = server.client.connectionState();
            boolean idle = state instanceof ConnectionState.Disconnected || state instanceof ConnectionState.Lost;
            synchronized (servers) {
                if (!idle || server.connecting) {
                    continue;
                }
                server.connecting = true;
            }
            tried.add(server.client.connect().handle((done, failure) -> {
                synchronized (servers) {
                    server.connecting = false;
                }
                String problem = failure == null
                        ? null
                        : String.valueOf(Failures.cause(failure).getMessage());
                now(server, problem, null);
                return true;
            }));
        }
        return CompletableFuture.allOf(tried.toArray(new CompletableFuture<?>[0]));
    }

    Collection<String> names() {
        return servers.keySet();
    }

    boolean knows(String name) {
        return servers.containsKey(name);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    JanusClient client(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("server: '" + name + "' is not one of " + servers.keySet());
        }
        return server.client;
    }

    boolean isUp(String name) {
        Server server = servers.get(name);
        synchronized (servers) {
            return server != null && server.problem == null;
        }
    }

    /** The servers that could not be reached for longer than a time. */
    List<String> downFor(Duration time) {
        List<String> down = new ArrayList<>();
        synchronized (servers) {
            for (Server server : servers.values()) {
                if (server.problem != null && System.nanoTime() - server.downSince > time.toNanos()) {
                    down.add(server.name);
                }
            }
        }
        return down;
    }

    /** How long a server keeps a session without an owner for certain. */
    Duration guaranteedWindow(String name) {
        ServerInfo info = info(name);
        return info == null ? UNKNOWN_WINDOW : info.guaranteedReclaimWindow();
    }

    /** How long a server can keep a session without an owner at most. */
    Duration maxWindow(String name) {
        ServerInfo info = info(name);
        return info == null ? UNKNOWN_WINDOW.multipliedBy(5) : info.maxReclaimWindow();
    }

    private @Nullable ServerInfo info(String name) {
        Server server = servers.get(name);
        synchronized (servers) {
            return server == null ? null : server.info;
        }
    }

    /** The problems of those that can't be reached, by name. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        synchronized (servers) {
            for (Server server : servers.values()) {
                if (server.problem != null) {
                    problems.put(server.name, server.problem);
                }
            }
        }
        return problems;
    }

    /**
     * Where a new session is created: on the server with the fewest; null if there is none.
     *
     * @param candidates in any order
     * @param turn which of several that have equally few; members begin with different ones
     */
    static @Nullable String place(List<String> candidates, ToIntFunction<String> sessions, int turn) {
        List<String> fewest = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (String one : candidates) {
            int count = sessions.applyAsInt(one);
            if (count < least) {
                least = count;
                fewest.clear();
            }
            if (count == least) {
                fewest.add(one);
            }
        }
        return fewest.isEmpty() ? null : fewest.get(Math.floorMod(turn, fewest.size()));
    }

    void close() {
        servers.values().forEach(server -> server.client.close());
    }
}
