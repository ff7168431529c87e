// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.avaje.jsonb.Jsonb;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server that speaks Janus on a free port of 127.0.0.1: healthy by default, and wrong in whatever way a test
 * wants. Overrides are looked up by the word in {@code janus}; {@code "*"} stands for every request.
 *
 * <p>May be used from any thread. Overrides run on the server's own thread and must not block.
 */
public final class ScriptedGateway implements AutoCloseable {
    /**
     * A request of a client.
     *
     * @param json the whole of it; what is not JSON at all is one member, {@code unreadable}
     * @param connection counts connections from 1 in the order they were opened
     */
    public record Request(Map<String, Object> json, int connection) {
        /** The word in {@code janus}, or an empty string. */
        public String word() {
            return text("janus");
        }

        /** The transaction, or an empty string. */
        public String transaction() {
            return text("transaction");
        }

        /** A member that is a string, or an empty string. */
        public String text(String member) {
            return json.get(member) instanceof String text ? text : "";
        }

        /** A member that is a number, or 0. */
        public long number(String member) {
            return json.get(member) instanceof Number number ? number.longValue() : 0;
        }
    }

    /** What is done about a request. */
    @FunctionalInterface
    public interface Answer {
        /** Returns a {@link Fault}, a JSON text, a collection of JSON texts in their order, or null for the healthy answer. */
        @Nullable Object to(Request request);
    }

    private static final Jsonb JSON = Jsonb.builder().build();

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("scripted-gateway", true), NioIoHandler.newFactory());
    private final Map<String, Deque<Answer>> once = new ConcurrentHashMap<>();
    private final Map<String, Answer> always = new ConcurrentHashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private final Map<Integer, Channel> connections = new ConcurrentHashMap<>();
    private final HealthyJanus healthy = new HealthyJanus();
    private final Channel server;
    private volatile @Nullable Integer refuseWith;
    private volatile String subprotocol = "janus-protocol";
    private volatile boolean ignorePings;
    private volatile boolean recordNothing;
    private int connectionCount;

    private ScriptedGateway() {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        GatewayConnection.configure(channel, ScriptedGateway.this);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** Starts a gateway that answers like a healthy Janus. */
    public static ScriptedGateway start() {
        return new ScriptedGateway();
    }

    /** {@code ws://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
    }

    /** Answers every request of a kind like this. */
    public ScriptedGateway on(String word, Answer answer) {
        always.put(word, answer);
        return this;
    }

    /** Does this wrong at every request of a kind. */
    public ScriptedGateway on(String word, Fault fault) {
        return on(word, request -> fault);
    }

    /** Does this wrong at the next request of a kind; several of these queue up. */
    public ScriptedGateway once(String word, Fault fault) {
        return once(word, request -> fault);
    }

    /** Answers the next request of a kind like this. */
    public ScriptedGateway once(String word, Answer answer) {
        Deque<Answer> queue = once.computeIfAbsent(word, w -> new ArrayDeque<>());
        synchronized (queue) {
            queue.add(answer);
        }
        return this;
    }

    /** Forgets every override: healthy again, the handshake included. */
    public ScriptedGateway heal() {
        once.clear();
        always.clear();
        refuseWith = null;
        subprotocol = "janus-protocol";
        ignorePings = false;
        return this;
    }

    /** Refuses WebSocket handshakes with an HTTP status from now on. */
    public ScriptedGateway refuseHandshakes(int httpStatus) {
        refuseWith = httpStatus;
        return this;
    }

    /** Agrees on another subprotocol than the one Janus has, or on none if the name is empty. */
    public ScriptedGateway subprotocol(String name) {
        subprotocol = name;
        return this;
    }

    /** Leaves pings unanswered from now on, while requests are still answered. */
    public ScriptedGateway ignorePings() {
        ignorePings = true;
        return this;
    }

    /** Keeps no requests from now on: where there are so many that they would fill the memory. */
    public ScriptedGateway recordNothing() {
        recordNothing = true;
        return this;
    }

    /** Sends a text to every connected client. */
    public void push(String text) {
        connections.values().forEach(channel -> channel.writeAndFlush(new TextWebSocketFrame(text)));
    }

    /** Does something wrong on every connection right now. */
    public void inflict(Fault fault) {
        connections.values().forEach(channel -> channel.eventLoop()
                .execute(() -> GatewayConnection.of(channel).inflict(fault, () -> List.of())));
    }

    /** How many clients are connected. */
    public int connected() {
        return connections.size();
    }

    /** What was requested so far, in order. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Waits for a request, also one that came already. */
    public Request awaitRequest(Predicate<Request> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (requests) {
            while (true) {
                for (Request request : requests) {
                    if (wanted.test(request)) {
                        return request;
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("the expected request did not come; these did: " + requests);
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(requests, Math.max(left, 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for a request", e);
                }
            }
        }
    }

    /** A JSON object as text, for answers: {@code json("janus", "event", "session_id", 1)}. */
    public static String json(Object... namesAndValues) {
        Map<String, Object> object = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return JSON.toJson(object);
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        connections.values().forEach(Channel::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Nullable Integer refuseWith() {
        return refuseWith;
    }

    String agreedSubprotocol() {
        return subprotocol;
    }

    boolean ignoresPings() {
        return ignorePings;
    }

    /** On the server's thread. */
    int opened(Channel channel) {
        connections.put(++connectionCount, channel);
        return connectionCount;
    }

    void closed(int connection) {
        connections.remove(connection);
    }

    /** On the server's thread: what to do about a request. */
    void handle(String text, int connection, GatewayConnection on) {
        Request request = new Request(parse(text), connection);
        if (!recordNothing) {
            synchronized (requests) {
                requests.add(request);
                requests.notifyAll();
            }
        }
        Object answer = override(request);
        if (answer instanceof Fault fault) {
            on.inflict(fault, () -> healthy.answer(request));
        } else if (answer instanceof Collection<?> texts) {
            on.reply(texts.stream().map(String::valueOf).toList());
        } else {
            on.reply(answer == null ? healthy.answer(request) : List.of(answer.toString()));
        }
    }

    private @Nullable Object override(Request request) {
        for (String word : List.of(request.word(), "*")) {
            Deque<Answer> queue = once.get(word);
            @Nullable Answer next = null;
            if (queue != null) {
                synchronized (queue) {
                    next = queue.poll();
                }
            }
            @Nullable Answer chosen = next != null ? next : always.get(word);
            if (chosen != null) {
                return chosen.to(request);
            }
        }
        return null;
    }

    private static Map<String, Object> parse(String text) {
        Map<String, Object> object = new HashMap<>();
        try {
            if (JSON.type(Object.class).fromJson(text) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> object.put(String.valueOf(name), value));
            }
        } catch (RuntimeException e) {
            object.put("unreadable", text);
        }
        return object;
    }
}
