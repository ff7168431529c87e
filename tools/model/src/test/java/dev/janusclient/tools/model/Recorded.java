// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as Janus sends them, of one server. */
final class Recorded {
    static final String SERVER = "janus-1";
    static final long SESSION = 11;
    static final long HANDLE = 22;

    /** When the first one was; each later one is told how many milliseconds after it. */
    static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

    private Recorded() {}

    static RawJson event(long millis, int type, int subtype, long session, long handle, Map<String, Object> event) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("emitter", SERVER);
        envelope.put("type", type);
        if (subtype != 0) {
            envelope.put("subtype", subtype);
        }
        envelope.put("timestamp", (BEGIN.toEpochMilli() + millis) * 1000);
        if (session != 0) {
            envelope.put("session_id", session);
        }
        if (handle != 0) {
            envelope.put("handle_id", handle);
        }
        envelope.put("event", event);
        return RawJson.of(JsonText.compact(envelope));
    }

    static RawJson onHandle(long millis, int type, int subtype, Map<String, Object> event) {
        return event(millis, type, subtype, SESSION, HANDLE, event);
    }

    static RawJson sip(long millis, Map<String, Object> data) {
        return onHandle(millis, ObservedEvent.PLUGIN, 0, Map.of("plugin", CallTracker.SIP, "data", data));
    }

    static RawJson message(long millis, boolean incoming, String text) {
        return sip(millis, Map.of("event", incoming ? "sip-in" : "sip-out", "sip", text));
    }

    static String request(String method, String callId) {
        return method + " sip:bob@127.0.0.1 SIP/2.0\r\nCall-ID: " + callId + "\r\nCSeq: 1 " + method
                + "\r\nf: \"Alice\" <sip:alice@127.0.0.1>;tag=1\r\nTo: <sip:bob@127.0.0.1>\r\n\r\nv=0\r\n";
    }

    static String response(String status, String method, String callId) {
        return "SIP/2.0 " + status + "\r\nCall-ID: " + callId + "\r\nCSeq: 1 " + method + "\r\n\r\n";
    }

    static RawJson sessionCreated(long millis, String connection) {
        return event(
                millis,
                ObservedEvent.SESSION,
                0,
                SESSION,
                0,
                Map.of(
                        "name",
                        "created",
                        "transport",
                        Map.of("transport", "janus.transport.websockets", "id", connection)));
    }

    static RawJson disconnected(long millis, String connection) {
        return event(
                millis,
                ObservedEvent.TRANSPORT,
                0,
                0,
                0,
                Map.of(
                        "transport",
                        "janus.transport.websockets",
                        "id",
                        connection,
                        "data",
                        Map.of("event", "disconnected")));
    }
}
