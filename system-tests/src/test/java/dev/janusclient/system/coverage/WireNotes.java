// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes what passes over one connection: requests with what became of them, events, pushes and error codes. */
final class WireNotes {
    static final WireNotes DATA_CHANNEL = new WireNotes("", false);

    /** Roles in a video room, by handle: the same words mean different requests. */
    private static final Map<Long, String> ROLES = new ConcurrentHashMap<>();

    /** Where a real Janus has been met; the scripted gateway says another name. */
    private static final Set<String> REAL = ConcurrentHashMap.newKeySet();

    private static final String NAME = "Janus WebRTC Server";

    private record Asked(String word, @Nullable String request) {}

    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final String where;
    private final boolean admin;

    WireNotes(String where, boolean admin) {
        this.where = where;
        this.admin = admin;
    }

    void sent(byte[] frame) {
        RawJson json = parse(frame);
        String transaction = json == null ? null : json.string("transaction");
        String word = json == null ? null : json.string("janus");
        if (json == null || transaction == null || word == null) {
            return;
        }
        RawJson body = json.member("body");
        boolean inSession = admin && word.equals("set_session_timeout") && json.member("session_id") != null;
        asked.put(
                transaction,
                new Asked(
                        inSession ? word + " (session)" : word,
                        body == null ? null : request(body, number(json, "handle_id"))));
    }

    /** What a body asks for, with the role where it makes a difference. */
    private static String request(RawJson body, long handle) {
        String request = body.string("request");
        if (request == null) {
            return "(no request member)";
        }
        String role = body.string("ptype");
        if (role != null) {
            ROLES.putIfAbsent(handle, role);
        }
        String wanted = request.equals("join") ? role : request.equals("configure") ? ROLES.get(handle) : null;
        return wanted == null ? request : request + " as a " + wanted;
    }

    void received(byte[] frame) {
        RawJson json = parse(frame);
        String kind = json == null ? null : json.string("janus");
        if (json == null || kind == null) {
            return;
        }
        if (kind.equals("server_info") && NAME.equals(json.string("name"))) {
            REAL.add(where);
        }
        if (!admin && !REAL.contains(where)) {
            return;
        }
        String transaction = json.string("transaction");
        Asked request = transaction == null ? null : asked.get(transaction);
        if (kind.equals("error")) {
            RawJson error = Objects.requireNonNull(json.member("error"));
            Notes.note("core-code", String.valueOf(error.member("code")));
        }
        if (admin) {
            if (request != null) {
                Notes.note("admin-request", request.word(), kind.equals("error") ? "refused" : "answered");
            }
            return;
        }
        Notes.note("core-kind", kind);
        RawJson plugindata = json.member("plugindata");
        if (plugindata != null) {
            plugin(kind, plugindata, json.member("jsep"), request);
            role(json, plugindata);
        } else if (request != null && kind.equals("error")) {
            Notes.note("core-request", request.word(), "refused");
        } else if (request != null && !(kind.equals("ack") && request.word().equals("message"))) {
            Notes.note("core-request", request.word(), "answered");
        }
    }

    private void plugin(String kind, RawJson plugindata, @Nullable RawJson jsep, @Nullable Asked request) {
        String plugin = Objects.requireNonNull(plugindata.string("plugin"));
        RawJson data = Objects.requireNonNull(plugindata.member("data"));
        if (request != null && request.request() != null) {
            answered(plugin, request.request(), data);
            Notes.note("core-request", "message", "answered");
        }
        if (kind.equals("event") || isError(data)) {
            Notes.example(data, "event", plugin, jsep == null ? "" : String.valueOf(jsep.string("type")));
        }
    }

    /** What a handle has become in its video room, whatever it asked for before. */
    private static void role(RawJson json, RawJson plugindata) {
        RawJson data = Objects.requireNonNull(plugindata.member("data"));
        String delivered = data.string("videoroom");
        if ("joined".equals(delivered) || "attached".equals(delivered)) {
            ROLES.put(number(json, "sender"), delivered.equals("joined") ? "publisher" : "subscriber");
        }
    }

    private static void answered(String plugin, String request, RawJson data) {
        Notes.note("request", plugin, request, isError(data) ? "refused" : "answered");
        RawJson code = data.member("error_code");
        if (code != null) {
            Notes.note("plugin-code", plugin, code.toString());
        }
    }

    private static boolean isError(RawJson data) {
        return data.member("error_code") != null || data.string("error") != null;
    }

    void sentOverDataChannel(RawJson json) {
        String transaction = json.string("transaction");
        String verb = json.string("textroom");
        if (transaction != null && verb != null) {
            asked.put(transaction, new Asked("message", verb));
        }
    }

    void cameOverDataChannel(RawJson json) {
        String plugin = "janus.plugin.textroom (data channel)";
        String transaction = json.string("transaction");
        Asked request = transaction == null ? null : asked.get(transaction);
        boolean bare = json.string("textroom") != null && ((Map<?, ?>) json.as(Object.class)).size() == 2;
        if (request != null && request.request() != null) {
            answered(plugin, request.request(), json);
        }
        if (request == null || bare || isError(json)) {
            Notes.example(json, "event", plugin, "");
        }
    }

    private static long number(RawJson json, String member) {
        RawJson value = json.member(member);
        return value == null ? 0 : value.asLong();
    }

    /** Null for what is no JSON at all: tests send and hear that too. */
    private static @Nullable RawJson parse(byte[] frame) {
        try {
            return RawJson.of(new String(frame, StandardCharsets.UTF_8));
        } catch (JanusProtocolException e) {
            return null;
        }
    }
}
