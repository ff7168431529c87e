// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Janus in memory for many clients: as Janus does, it carries out what any client requests for a session whose id it names. It records which
 * client requested what, and answers on a thread of its own.
 */
final class StubJanus implements TransportFactory, AutoCloseable {
    /**
     * A request about a session.
     *
     * @param client who sent it
     * @param word what it asks for
     */
    record Command(String client, long session, String word) {}

    private final String name;
    private final ExecutorService thread;
    private final AtomicLong ids = new AtomicLong(1);
    private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
    private final List<Link> links = new ArrayList<>();
    private final ConcurrentLinkedQueue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    StubJanus(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "stub-" + name);
            made.setDaemon(true);
            return made;
        });
    }

    /** What one client connects with; its commands are recorded under the name. */
    TransportFactory as(String client) {
        return new TransportFactory() {
            @Override
            public Set<String> schemes() {
                return StubJanus.this.schemes();
            }

            @Override
            public CompletableFuture<JanusTransport> connect(
                    URI uri, TransportOptions options, TransportListener listener) {
                return open(client, listener);
            }
        };
    }

    List<Command> commands() {
        return new ArrayList<>(commands);
    }

    /** How many sessions it has. */
    int sessions() {
        return sessions.size();
    }

    /** Leaves requests of a kind without an answer. */
    void silence(String word) {
        silent.add(word);
    }

    /** Ends a session without an event. */
    void forget(long session) {
        sessions.remove(session);
    }

    /** Ends all connections and refuses new ones; with its sessions, as a process that dies, or without, as a network that is cut. */
    void goDown(boolean withSessions) {
        down = true;
        if (withSessions) {
            sessions.clear();
        }
        endLinks(null);
    }

    void comeBack() {
        down = false;
        cutOff.clear();
    }

    /** Ends one client's connections and refuses it new ones. */
    void cutOff(String client) {
        cutOff.add(client);
        endLinks(client);
    }

    private void endLinks(@Nullable String client) {
        List<Link> ended;
        synchronized (links) {
            ended = new ArrayList<>(links);
        }
        for (Link link : ended) {
            if (client == null || link.client.equals(client)) {
                link.end(new CloseReason(CloseReason.Kind.IO_ERROR, "cut by the test", null));
            }
        }
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        return open("anyone", listener);
    }

    private CompletableFuture<JanusTransport> open(String client, TransportListener listener) {
        if (down || cutOff.contains(client)) {
            return CompletableFuture.failedFuture(new JanusConnectException(name + ": connection refused", null));
        }
        Link link = new Link(client, listener);
        synchronized (links) {
            links.add(link);
        }
        return CompletableFuture.completedFuture(link);
    }

    @Override
    public void close() {
        endLinks(null);
        thread.shutdown();
    }

    private final class Link implements JanusTransport {
        private final String client;
        private final TransportListener listener;
        private volatile boolean ended;

        Link(String client, TransportListener listener) {
            this.client = client;
            this.listener = listener;
        }

        @Override
        public void send(byte[] json) {
            if (ended) {
                throw new IllegalStateException("closed");
            }
            RawJson request = RawJson.of(new String(json, StandardCharsets.UTF_8));
            RawJson session = request.member("session_id");
            if (session != null) {
                commands.add(new Command(client, session.asLong(), String.valueOf(request.string("janus"))));
            }
            thread.execute(() -> answer(request, session == null ? 0 : session.asLong()));
        }

        private void answer(RawJson request, long session) {
            String word = String.valueOf(request.string("janus"));
            if (ended || silent.contains(word)) {
                return;
            }
            String transaction = String.valueOf(request.string("transaction"));
            String end = ",\"session_id\":" + session + ",\"transaction\":\"" + transaction + "\"}";
            if (session != 0 && !sessions.contains(session)) {
                say("{\"janus\":\"error\",\"error\":{\"code\":458,\"reason\":\"No such session\"}" + end);
                return;
            }
            switch (word) {
                case "info" ->
                    say("{\"janus\":\"server_info\",\"transaction\":\"" + transaction + "\",\"name\":\"Janus\","
                            + "\"version\":1102,\"version_string\":\"1.1.2\",\"server-name\":\"" + name
                            + "\",\"session-timeout\":60,\"reclaim-session-timeout\":60}");
                case "create" -> {
                    long id = ids.getAndIncrement();
                    sessions.add(id);
                    say("{\"janus\":\"success\",\"transaction\":\"" + transaction + "\",\"data\":{\"id\":" + id + "}}");
                }
                case "attach" -> say("{\"janus\":\"success\",\"data\":{\"id\":" + ids.getAndIncrement() + "}" + end);
                case "keepalive" -> say("{\"janus\":\"ack\"" + end);
                case "destroy" -> {
                    sessions.remove(session);
                    say("{\"janus\":\"success\"" + end);
                }
                default -> say("{\"janus\":\"success\"" + end);
            }
        }

        private void say(String text) {
            listener.onMessage(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            end(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "closed", null));
        }

        void end(CloseReason reason) {
            synchronized (links) {
                if (!links.remove(this)) {
                    return;
                }
            }
            ended = true;
            thread.execute(() -> listener.onClosed(reason));
        }
    }
}
