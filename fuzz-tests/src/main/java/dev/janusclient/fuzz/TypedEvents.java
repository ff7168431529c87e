// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.reclaim.PluginTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The typed plugins over a scripted transport: every event is delivered as itself or as Unknown, every future ends, and nothing
 * is logged as an error.
 *
 * <p>Each line of the input is something that Janus says. It begins with a letter: {@code a} to {@code j} is an event of a
 * plugin, whose data follow; {@code !} a whole message; {@code ?} what answers the oldest request, without its transaction. In
 * messages {@code $S} is the session and {@code $H} the first handle, the next handles count up from it.
 */
public final class TypedEvents {
    private static final int MAX_LINES = 64;

    static {
        ErrorLines.collect();
    }

    private final ScriptedTransport janus = new ScriptedTransport();
    private final List<JanusPlugin> handles = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final List<Object> delivered = new ArrayList<>();

    private TypedEvents() {}

    public static void fuzzerTestOneInput(byte[] input) {
        new TypedEvents().run(new String(input, StandardCharsets.UTF_8).split("\n", MAX_LINES));
    }

    private void run(String[] lines) {
        JanusClient client = janus.client();
        JanusSession session = client.createSession().join();
        for (PluginType<?> type : PluginTypes.ALL) {
            handles.add(session.attach(listening(type)).join());
        }
        for (JanusPlugin handle : handles) {
            futures.add(handle.message(RawJson.of("{\"request\":\"list\"}"), null));
            futures.add(handle.hangup());
        }
        sendTypedRequests();
        for (String line : lines) {
            if (!line.isEmpty()) {
                say(line.charAt(0), line.substring(1));
            }
        }
        janus.lose();
        client.close();
        for (CompletableFuture<?> future : futures) {
            if (!future.isDone()) {
                throw new AssertionError("a future did not end with its connection");
            }
        }
        ErrorLines.assertNone();
    }

    private <P extends JanusPlugin> PluginType<P> listening(PluginType<P> type) {
        return type.listening(handle -> handle.on(Object.class, delivered::add));
    }

    private void sendTypedRequests() {
        for (JanusPlugin handle : handles) {
            if (handle instanceof JanusVideoRoomPlugin room) {
                futures.add(room.list());
            } else if (handle instanceof JanusStreamingPlugin streaming) {
                futures.add(streaming.list());
            } else if (handle instanceof JanusSipPlugin sip) {
                futures.add(sip.unregister());
            } else if (handle instanceof JanusVideoCallPlugin call) {
                futures.add(call.list());
            } else if (handle instanceof JanusAudioBridgePlugin bridge) {
                futures.add(bridge.list());
            }
        }
    }

    private void say(char what, String text) {
        if (what == '!') {
            janus.push(text.replace("$S", String.valueOf(ScriptedTransport.SESSION))
                    .replace("$H", String.valueOf(handles.get(0).handleId())));
        } else if (what == '?' && text.startsWith("{")) {
            janus.push("{\"transaction\":\"" + janus.oldest() + "\"" + (text.startsWith("{}") ? "" : ",")
                    + text.substring(1));
        } else if (what >= 'a' && what < 'a' + handles.size()) {
            event(handles.get(what - 'a'), text);
        }
        // Whatever was delivered can be printed and used as a key.
        for (Object event : delivered) {
            check(!event.toString().isEmpty() && Set.of(event).contains(event), "an event that can't be used");
        }
        delivered.clear();
    }

    private void event(JanusPlugin handle, String data) {
        if (!handle.isAttached()) {
            return;
        }
        String message = "{\"janus\":\"event\",\"session_id\":" + ScriptedTransport.SESSION + ",\"sender\":"
                + handle.handleId() + ",\"plugindata\":{\"plugin\":\"" + handle.plugin() + "\",\"data\":" + data + "}}";
        try {
            JanusMessage.parse(message.getBytes(StandardCharsets.UTF_8), 64);
        } catch (JanusProtocolException e) {
            // It ends the connection; what comes behind it is not read.
            janus.push(message);
            return;
        }
        int before = delivered.size();
        janus.push(message);
        check(delivered.size() > before || !handle.isAttached(), "an event was not delivered");
        Object event = delivered.get(delivered.size() - 1);
        String family = handle.getClass().getPackageName();
        check(event instanceof CoreEvent || event.getClass().getPackageName().equals(family), "another plugin's event");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
