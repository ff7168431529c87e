// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When sessions and handles began, and when the connection was lost that a session was created over. Janus's Admin API goes on naming the
 * transport of a session whose connection is gone (janus.c, {@code janus_transport_gone}), so that events alone tell an orphan.
 */
final class Lifetimes {
    /** What a request may seem to be later than the loss of its connection, both being reported by different threads of Janus. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private final Map<Long, Instant> sessions;
    private final Map<Long, String> connections;
    private final Map<String, Instant> lost;
    private final Map<Long, Instant> handles;
    private final Map<Long, String> hangupReasons;

    Lifetimes(int entries) {
        sessions = CallTracker.bounded(entries);
        connections = CallTracker.bounded(entries);
        lost = CallTracker.bounded(entries);
        handles = CallTracker.bounded(entries);
        hangupReasons = CallTracker.bounded(entries);
    }

    synchronized void accept(ObservedEvent event) {
        if (event.type() == ObservedEvent.SESSION && event.text("name").equals("created")) {
            sessions.put(event.sessionId(), event.at());
            RawJson transport = event.event().member("transport");
            String id = transport == null ? null : transport.string("id");
            if (id != null) {
                connections.put(event.sessionId(), connection(event, id));
            }
        } else if (event.type() == ObservedEvent.HANDLE && event.text("name").equals("attached")) {
            handles.put(event.handleId(), event.at());
        } else if (event.type() == ObservedEvent.TRANSPORT
                && event.dataText("event").equals("disconnected")) {
            lost.put(connection(event, event.text("id")), event.at());
        } else if (event.is(ObservedEvent.WEBRTC, 6) && event.text("connection").equals("hangup")) {
            hangupReasons.put(event.handleId(), event.text("reason"));
        }
    }

    /** Ids of connections are addresses in a server's memory: they come again after a while. */
    private static String connection(ObservedEvent event, String id) {
        return event.server() + " " + id;
    }

    /** Seconds since a session was created; null if that was not seen. */
    synchronized @Nullable Long age(HandleInfo handle) {
        Instant created = sessions.get(handle.sessionId());
        Instant now = at(handle, handle.currentTime());
        return created == null || now == null
                ? null
                : Long.valueOf(Math.max(0, Duration.between(created, now).toSeconds()));
    }

    /**
     * Whether a session's connection is gone and nothing has come for the session since; null if that can't be known: its creation was
     * not seen, or it has another connection since a claim, which no event names.
     */
    synchronized @Nullable Boolean orphan(HandleInfo handle) {
        if (handle.sessionTransport() == null) {
            return true;
        }
        String connection = connections.get(handle.sessionId());
        Instant active = at(handle, handle.sessionLastActivity());
        if (connection == null || active == null) {
            return null;
        }
        Instant gone = lost.get(connection);
        Instant created = sessions.get(handle.sessionId());
        if (gone == null || (created != null && gone.isBefore(created))) {
            return false;
        }
        return active.isAfter(gone.plus(TOLERANCE)) ? null : Boolean.TRUE;
    }

    /** A time of the server's own clock, as its clock of the day says it; both are known of the moment a handle was attached. */
    private @Nullable Instant at(HandleInfo handle, long micros) {
        Instant attached = handles.get(handle.handleId());
        return attached == null ? null : attached.plusNanos((micros - handle.created()) * 1000);
    }

    /** Why the last PeerConnection of a handle ended; null if that was not seen. */
    synchronized @Nullable String hangupReason(long handleId) {
        return hangupReasons.get(handleId);
    }
}
