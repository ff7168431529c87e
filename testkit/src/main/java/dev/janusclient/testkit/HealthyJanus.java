// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a Janus in good health answers, as far as sessions and handles go. Used by one thread. */
final class HealthyJanus {
    private static final Set<String> NEED_SESSION =
            Set.of("attach", "claim", "keepalive", "destroy", "detach", "message", "trickle", "hangup");

    private final Set<Long> sessions = new TreeSet<>();
    private final Set<Long> handles = new TreeSet<>();
    private long nextId = 1000;

    List<String> answer(ScriptedGateway.Request request) {
        String word = request.word();
        long session = request.number("session_id");
        if (NEED_SESSION.contains(word) && !sessions.contains(session)) {
            return error(request, 458, "No such session " + session);
        }
        long handle = request.number("handle_id");
        if (handle != 0 && !handles.contains(handle)) {
            return error(request, 459, "No such handle " + handle + " in session " + session);
        }
        return switch (word) {
            case "info" ->
                reply(
                        request,
                        "server_info",
                        "name",
                        "Scripted gateway",
                        "version",
                        1102,
                        "version_string",
                        "1.1.2",
                        "server-name",
                        "scripted",
                        "session-timeout",
                        60,
                        "reclaim-session-timeout",
                        10);
            case "ping" -> reply(request, "pong");
            case "create" -> {
                sessions.add(++nextId);
                yield reply(request, "success", "data", Map.of("id", nextId));
            }
            case "attach" -> {
                handles.add(++nextId);
                yield reply(request, "success", "session_id", session, "data", Map.of("id", nextId));
            }
            case "destroy" -> {
                sessions.remove(session);
                yield reply(request, "success", "session_id", session);
            }
            case "detach" -> {
                handles.remove(handle);
                yield reply(request, "success", "session_id", session);
            }
            case "claim", "hangup" -> reply(request, "success", "session_id", session);
            case "keepalive", "message", "trickle" -> reply(request, "ack", "session_id", session);
            default -> error(request, 453, "Unknown request '" + word + "'");
        };
    }

    private static List<String> error(ScriptedGateway.Request request, int code, String reason) {
        return reply(
                request,
                "error",
                "session_id",
                request.number("session_id"),
                "error",
                Map.of("code", code, "reason", reason));
    }

    private static List<String> reply(ScriptedGateway.Request request, String word, Object... more) {
        List<Object> all = new ArrayList<>(List.of("janus", word, "transaction", request.transaction()));
        all.addAll(List.of(more));
        return List.of(ScriptedGateway.json(all.toArray()));
    }
}
