// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stub of a server with many sessions, each with one SIP handle in a call: its API and its Admin API. What it
 * says of a handle is another thing each time, as it is with media. For tests and measurements of what many sessions cost a reader; it
 * is no Janus.
 *
 * <p>May be used from any thread.
 */
public final class CrowdedGateway implements AutoCloseable {
    /** The ids of sessions and handles have 16 digits, as Janus's own. */
    private static final long FIRST = 1_000_000_000_000_000L;

    private static final int EVENTS_OF_A_CALL = 5;

    private final ScriptedGateway api = ScriptedGateway.start().recordNothing();
    private final ScriptedGateway admin =
            ScriptedGateway.start().recordNothing().subprotocol("janus-admin-protocol");
    private final List<Long> sessions = new ArrayList<>();
    private final AtomicLong micros = new AtomicLong(1_000_000_000);

    private CrowdedGateway(int count) {
        for (int i = 0; i < count; i++) {
            sessions.add(FIRST + i);
        }
        admin.on("list_sessions", request -> reply(request, "sessions", sessions))
                .on("list_handles", request -> reply(request, "handles", List.of(handleOf(session(request)))))
                .on("handle_info", request -> reply(request, "info", info(session(request))))
                .on(
                        "get_status",
                        request -> reply(
                                request,
                                "status",
                                Map.ofEntries(
                                        Map.entry("token_auth", false),
                                        Map.entry("session_timeout", 60),
                                        Map.entry("reclaim_session_timeout", 60),
                                        Map.entry("candidates_timeout", 45),
                                        Map.entry("log_level", 4),
                                        Map.entry("log_timestamps", false),
                                        Map.entry("log_colors", false),
                                        Map.entry("locking_debug", false),
                                        Map.entry("refcount_debug", false),
                                        Map.entry("min_nack_queue", 200),
                                        Map.entry("nack-optimizations", false),
                                        Map.entry("no_media_timer", 1),
                                        Map.entry("slowlink_threshold", 0))));
    }

    /** Starts one with so many sessions. */
    public static CrowdedGateway start(int sessions) {
        return new CrowdedGateway(sessions);
    }

    /** Of the API. */
    public URI uri() {
        return api.uri();
    }

    /** Of the Admin API, whose secret may be any. */
    public URI adminUri() {
        return admin.uri();
    }

    /** The ids of its sessions. */
    public List<Long> sessions() {
        return List.copyOf(sessions);
    }

    /** The id of a session's handle. */
    public static long handleOf(long session) {
        return session * 2;
    }

    /** The user name at a session's handle. */
    public static String userOf(long session) {
        return "sip:user-" + (session - FIRST) + "@example.com";
    }

    /**
     * An event as a Janus's event handler sends it: of SIP calls, one after the other, five for each, the last of which ends it.
     *
     * @param number of the event, counted from 0
     */
    public String event(long number) {
        long call = number / EVENTS_OF_A_CALL;
        long session = sessions.get((int) (call % sessions.size()));
        boolean incoming = number % EVENTS_OF_A_CALL % 2 == 0;
        String text =
                switch ((int) (number % EVENTS_OF_A_CALL)) {
                    case 0 -> request("INVITE", session, call);
                    case 1 -> response("180 Ringing", "INVITE", call);
                    case 2 -> request("ACK", session, call);
                    case 3 -> response("200 OK", "INVITE", call);
                    default -> request("BYE", session, call);
                };
        return ScriptedGateway.json(
                "emitter",
                "crowded",
                "type",
                64,
                "timestamp",
                System.currentTimeMillis() * 1000,
                "session_id",
                session,
                "handle_id",
                handleOf(session),
                "event",
                Map.of(
                        "plugin",
                        "janus.plugin.sip",
                        "data",
                        Map.of("event", incoming ? "sip-in" : "sip-out", "sip", text)));
    }

    private static String request(String method, long session, long call) {
        return method + " " + userOf(session) + " SIP/2.0\r\nCall-ID: call-" + call + "\r\nCSeq: 1 " + method
                + "\r\nFrom: <sip:caller@example.com>;tag=1\r\nTo: <" + userOf(session) + ">\r\n\r\n";
    }

    private static String response(String status, String method, long call) {
        return "SIP/2.0 " + status + "\r\nCall-ID: call-" + call + "\r\nCSeq: 1 " + method + "\r\n\r\n";
    }

    private static long session(ScriptedGateway.Request request) {
        return request.number("session_id");
    }

    private static String reply(ScriptedGateway.Request request, String member, Object value) {
        return ScriptedGateway.json("janus", "success", "transaction", request.transaction(), member, value);
    }

    private Map<String, Object> info(long session) {
        long now = micros.addAndGet(1_000);
        long rate = 9_000 + now / 1_000 % 1_000;
        return Map.ofEntries(
                Map.entry("session_id", session),
                Map.entry("session_last_activity", now - session % 60 * 1_000_000),
                Map.entry("session_timeout", 60),
                Map.entry("session_transport", "janus.transport.websockets"),
                Map.entry("handle_id", handleOf(session)),
                Map.entry("opaque_id", "crowd-" + (session - FIRST)),
                Map.entry("loop-running", true),
                Map.entry("created", 1),
                Map.entry("current_time", now),
                Map.entry("plugin", "janus.plugin.sip"),
                Map.entry(
                        "plugin_specific",
                        Map.of(
                                "username",
                                userOf(session),
                                "call_status",
                                "incall",
                                "callee",
                                "sip:caller@example.com")),
                Map.entry(
                        "webrtc",
                        Map.of(
                                "ice",
                                Map.of("state", "ready"),
                                "dtls",
                                Map.of("dtls-state", "connected"),
                                "extensions",
                                Map.of(),
                                "bwe",
                                Map.of("twcc", false),
                                "media",
                                Map.of("0", medium(rate)))));
    }

    private static Map<String, Object> medium(long rate) {
        return Map.of(
                "type",
                "audio",
                "mindex",
                0,
                "mid",
                "0",
                "rtcp",
                Map.of("main", Map.of("lost", rate % 7, "lost-by-remote", 0, "rtt", rate % 90)),
                "stats",
                Map.of("in", Map.of("bytes_lastsec", rate), "out", Map.of("bytes_lastsec", rate)));
    }

    @Override
    public void close() {
        api.close();
        admin.close();
    }
}
