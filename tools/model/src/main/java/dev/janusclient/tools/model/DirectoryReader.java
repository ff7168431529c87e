// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Reads sessions and handles with the Admin API, and adds what events and the ownership store know of them. Any thread; it blocks. */
public final class DirectoryReader {
    private final Server server;
    private final Observations observed;
    private final @Nullable Owners owners;

    /** @param owners null if there is no ownership store */
    public DirectoryReader(Server server, Observations observed, @Nullable Owners owners) {
        this.server = server;
        this.observed = observed;
        this.owners = owners;
    }

    private record Listed(long sessionId, List<Long> handles) {}

    /** All there are now. What ends meanwhile is left out. */
    public Directory read() {
        JanusAdmin admin = server.admin();
        int reclaimSeconds = server.admin(admin.status()).reclaimSessionTimeout();
        try {
            List<Listed> sessions = sessions();
            List<SessionSummary> summaries = new ArrayList<>();
            List<HandleSummary> handles = new ArrayList<>();
            List<HandleInfo> infos = infos(sessions);
            Map<Long, HandleInfo> any = new HashMap<>();
            for (HandleInfo info : infos) {
                handles.add(summary(info));
                any.put(info.sessionId(), info);
            }
            for (Listed session : sessions) {
                SessionSummary summary = summary(session, any.get(session.sessionId()), reclaimSeconds);
                summaries.add(owners == null ? summary : owners.addTo(summary));
            }
            return new Directory(summaries, handles);
        } catch (CompletionException e) {
            throw Problems.of(e, server, false);
        }
    }

    /** What Janus says of all handles there are now. */
    List<HandleInfo> infos() {
        try {
            return infos(sessions());
        } catch (CompletionException e) {
            throw Problems.of(e, server, false);
        }
    }

    private List<Listed> sessions() {
        JanusAdmin admin = server.admin();
        return Pipelined.all(
                server.admin(admin.listSessions()),
                id -> admin.listHandles(id).thenApply(handles -> new Listed(id, handles)),
                DirectoryReader::isGone);
    }

    private List<HandleInfo> infos(List<Listed> sessions) {
        return Pipelined.all(
                sessions.stream()
                        .flatMap(session -> session.handles().stream()
                                .map(handle -> new Listed(session.sessionId(), List.of(handle))))
                        .toList(),
                one -> server.admin().handleInfo(one.sessionId(), one.handles().get(0)),
                DirectoryReader::isGone);
    }

    /** The session that a handle belongs to; fails if there is none. */
    public long sessionOf(long handleId) {
        JanusAdmin admin = server.admin();
        for (long session : server.admin(admin.listSessions())) {
            try {
                if (server.admin(admin.listHandles(session)).contains(handleId)) {
                    return session;
                }
            } catch (ProblemException e) {
                if (e.kind() != ProblemException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        throw new ProblemException(
                ProblemException.Kind.NOT_FOUND,
                "There is no handle " + handleId + " at " + server.address().adminUri() + " (any more).");
    }

    /** Everything of one handle. */
    public HandleDetail detail(long sessionId, long handleId) {
        HandleInfo info = server.admin(server.admin().handleInfo(sessionId, handleId));
        return HandleDetail.of(summary(info), info, observed);
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof JanusSessionNotFoundException || failure instanceof JanusHandleNotFoundException;
    }

    private SessionSummary summary(Listed session, @Nullable HandleInfo any, int reclaimSeconds) {
        if (any == null) {
            return new SessionSummary(session.sessionId(), 0, null, null, null, null, null, null, null, null);
        }
        long idle = micros(any.currentTime() - any.sessionLastActivity());
        Boolean orphan = observed.lifetimes().orphan(any);
        return new SessionSummary(
                session.sessionId(),
                session.handles().size(),
                SafeText.orNull(any.sessionTransport()),
                orphan,
                idle,
                any.sessionTimeout(),
                Boolean.TRUE.equals(orphan) ? Long.valueOf(Math.max(0, reclaimSeconds - idle)) : null,
                observed.lifetimes().age(any),
                null,
                null);
    }

    private static long micros(long difference) {
        return Math.max(0, difference / 1_000_000);
    }

    private HandleSummary summary(HandleInfo info) {
        RawJson plugin = info.pluginSpecific();
        HandleInfo.PeerConnection webrtc = info.webrtc();
        CallSummary call = observed.callOf(info.handleId());
        String name = info.plugin();
        return new HandleSummary(
                info.handleId(),
                info.sessionId(),
                name == null ? "" : SafeText.of(name.substring(name.lastIndexOf('.') + 1)),
                SafeText.orNull(info.opaqueId()),
                first(plugin, "identity", "username", "display", "id"),
                first(plugin, "callee", "peer"),
                first(plugin, "room", "mountpoint_id"),
                state(plugin),
                call == null ? null : SafeText.of(call.callId()),
                micros(info.currentTime() - info.created()),
                webrtc == null ? null : SafeText.orNull(webrtc.ice().state()),
                webrtc == null ? null : SafeText.orNull(webrtc.dtls().dtlsState()),
                webrtc == null ? null : MediaSummary.of(webrtc),
                observed.lifetimes().hangupReason(info.handleId()));
    }

    /** A SIP handle without a call is best described by its registration. */
    private static @Nullable String state(@Nullable RawJson plugin) {
        String call = first(plugin, "call_status", "state");
        String registration = first(plugin, "registration_status");
        return registration != null && (call == null || call.equals("idle")) ? registration : call;
    }

    private static @Nullable String first(@Nullable RawJson plugin, String... members) {
        for (String member : members) {
            RawJson value = plugin == null ? null : plugin.member(member);
            if (value != null && !value.isObject() && !value.isArray()) {
                return SafeText.of(value.asString());
            }
        }
        return null;
    }
}
