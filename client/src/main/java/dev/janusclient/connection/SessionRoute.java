package dev.janusclient.connection;

import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.MessageKind;
import dev.janusclient.transport.CloseReason;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the messages of one session go: to the session itself, or to the handle that sent them. What comes from a handle
 * that nobody has attached yet waits, up to a limit: the event of a new handle may overtake the reply that names it, and a
 * claimed session speaks before its handles are attached again.
 */
public final class SessionRoute {
    private static final Logger log = LoggerFactory.getLogger(SessionRoute.class);

    /** Takes the messages of one handle. Called on the reader: must be quick and must not block. */
    public interface HandleSink {
        /**
         * A message from the handle.
         *
         * @param answered whether it has answered a request already
         */
        void onMessage(JanusMessage message, boolean answered);

        /** So many of the handle's messages came before anybody attached it and did not fit. */
        void onLost(long count);
    }

    /** Takes what concerns the session as a whole. Called on the reader: must be quick and must not block. */
    public interface SessionSink {
        void onMessage(JanusMessage message);

        /** Janus says that the session does not exist any more. */
        void onGone(String reason);

        void onConnectionLost(CloseReason reason);
    }

    /** How many detached handles are remembered, so that what Janus still says of them is not kept for ever. */
    private static final int GONE_HANDLES = 256;

    private static final class Waiting {
        final ArrayDeque<JanusMessage> messages = new ArrayDeque<>();
        long lost;
    }

    private final long sessionId;
    private final SessionSink session;
    private final int limit;
    private final Map<Long, HandleSink> handles = new ConcurrentHashMap<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final Set<Long> gone = new LinkedHashSet<>();
    private final Object waitingLock = new Object();
    private volatile long nextKeepalive;

    SessionRoute(long sessionId, SessionSink session, int limit) {
        this.sessionId = sessionId;
        this.session = session;
        this.limit = limit;
    }

    long sessionId() {
        return sessionId;
    }

    SessionSink session() {
        return session;
    }

    long nextKeepalive() {
        return nextKeepalive;
    }

    void nextKeepalive(long nanos) {
        nextKeepalive = nanos;
    }

    /** Sends a handle's messages to a sink from now on; what has waited for it comes first. */
    public void attach(long handleId, HandleSink sink) {
        synchronized (waitingLock) {
            gone.remove(handleId);
            Waiting early = waiting.remove(handleId);
            if (early != null) {
                if (early.lost > 0) {
                    sink.onLost(early.lost);
                }
                early.messages.forEach(message -> sink.onMessage(message, false));
            }
            handles.put(handleId, sink);
        }
    }

    /** Forgets a handle, and what Janus may still say of it. */
    public void detach(long handleId) {
        synchronized (waitingLock) {
            handles.remove(handleId);
            gone.add(handleId);
            if (gone.size() > GONE_HANDLES) {
                gone.remove(gone.iterator().next());
            }
        }
    }

    /** Gives what waits here to another route of the same session. */
    void giveWaiting(SessionRoute to) {
        synchronized (waitingLock) {
            for (Waiting early : waiting.values()) {
                early.messages.forEach(message -> to.onMessage(message, false));
            }
            waiting.clear();
        }
    }

    /** How many handles that are not attached have events waiting for them. */
    int waitingHandles() {
        synchronized (waitingLock) {
            return waiting.size();
        }
    }

    void onMessage(JanusMessage message, boolean answered) {
        if (message.sender() == 0) {
            if (isPush(message.kind())) {
                session.onMessage(message);
            }
            return;
        }
        HandleSink handle = handles.get(message.sender());
        if (handle == null) {
            handle = keep(message, answered);
        }
        if (handle != null && isPush(message.kind())) {
            handle.onMessage(message, answered);
        }
    }

    private @Nullable HandleSink keep(JanusMessage message, boolean answered) {
        synchronized (waitingLock) {
            HandleSink attachedMeanwhile = handles.get(message.sender());
            if (attachedMeanwhile != null || answered || !isPush(message.kind()) || gone.contains(message.sender())) {
                return attachedMeanwhile;
            }
            Waiting early = waiting.computeIfAbsent(message.sender(), id -> new Waiting());
            if (early.messages.size() == limit) {
                early.messages.removeFirst();
                early.lost++;
                log.warn(
                        "session {}: events of handle {} are dropped until it is attached",
                        sessionId,
                        message.sender());
            }
            early.messages.addLast(message);
            return null;
        }
    }

    private static boolean isPush(MessageKind kind) {
        return switch (kind) {
            case ACK, SUCCESS, ERROR, SERVER_INFO, PONG, KEEPALIVE -> false;
            default -> true;
        };
    }
}
