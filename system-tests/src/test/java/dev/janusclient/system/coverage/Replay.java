// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells a client again what a real Janus said, through a transport in memory, and gives what its handles make of it. */
final class Replay implements TransportFactory, AutoCloseable {
    private final AtomicLong ids = new AtomicLong(1);
    private final Map<String, Heard> handles = new HashMap<>();
    private final JanusClient client;
    private final JanusSession session;
    private @Nullable TransportListener listener;

    private record Heard(JanusPlugin handle, @Nullable TextRoomChannel channel, BlockingQueue<Object> events) {}

    Replay() {
        JanusClientOptions sameThread =
                JanusClientOptions.builder().callbackExecutor(Runnable::run).build();
        client = JanusClient.create(URI.create("ws://replay"), sameThread, this);
        session = client.createSession().join();
    }

    /** What a handle tells; null if it tells nothing, or not one thing. */
    @Nullable Object received(Api.Plugin plugin, String jsepType, String data) {
        Heard heard = handles.computeIfAbsent(plugin.key(), key -> attach(plugin));
        heard.events().clear();
        if (heard.channel() != null) {
            heard.channel().receive(data);
        } else {
            say("{\"janus\":\"event\",\"session_id\":" + session.id() + ",\"sender\":"
                    + heard.handle().handleId() + ",\"plugindata\":{\"plugin\":\"" + plugin.name() + "\",\"data\":"
                    + data
                    + "}" + (jsepType.isEmpty() ? "" : ",\"jsep\":{\"type\":\"" + jsepType + "\",\"sdp\":\"v=0\"}")
                    + "}");
        }
        // Not always at once, and not always on this thread: a timer of the client's may have the handle's turn.
        Object event = poll(heard.events());
        return heard.events().isEmpty() ? event : null;
    }

    private static @Nullable Object poll(BlockingQueue<Object> events) {
        try {
            return events.poll(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Heard attach(Api.Plugin plugin) {
        PluginType<?> type = plugin.type();
        JanusPlugin handle = session.attach(type).join();
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        handle.on(Object.class, events::add);
        boolean aside = plugin.overDataChannel() && handle instanceof JanusTextRoomPlugin;
        return new Heard(handle, aside ? ((JanusTextRoomPlugin) handle).channel(text -> {}) : null, events);
    }

    private void say(String frame) {
        Objects.requireNonNull(listener).onMessage(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener to) {
        listener = to;
        return CompletableFuture.completedFuture(new JanusTransport() {
            @Override
            public void send(byte[] json) {
                RawJson request = RawJson.of(new String(json, StandardCharsets.UTF_8));
                boolean info = "info".equals(request.string("janus"));
                say("{\"janus\":\"" + (info ? "server_info" : "success") + "\",\"transaction\":\""
                        + request.string("transaction")
                        + "\",\"name\":\"replay\",\"version\":1102,\"version_string\":\"1.1.2\",\"server-name\":\"replay\","
                        + "\"session-timeout\":60,\"reclaim-session-timeout\":60,\"data\":{\"id\":"
                        + ids.incrementAndGet() + "}}");
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
