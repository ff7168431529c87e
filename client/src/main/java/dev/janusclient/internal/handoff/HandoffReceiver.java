// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the session's last owner forwards ({@link HandoffSender}). Every batch holds everything so far; the second one
 * is taken, because an event may still have been on its way to the old owner when the first one was packed.
 */
public final class HandoffReceiver {
    private static final Logger log = LoggerFactory.getLogger(HandoffReceiver.class);
    private static final int BATCHES_NEEDED = 2;

    private final Connection connection;
    private final SessionRoute route;
    private final long sessionId;
    private final String name;
    private final @Nullable HandoverKeys keys;
    private final CompletableFuture<Optional<ForwardedEvents>> read = new CompletableFuture<>();
    private @Nullable ForwardedEvents newest;
    private int batches;
    private long carrier;
    private long lastSequence = -1;
    private boolean warned;

    private HandoffReceiver(
            Connection connection, SessionRoute route, long sessionId, String name, @Nullable HandoverKeys keys) {
        this.connection = connection;
        this.route = route;
        this.sessionId = sessionId;
        this.name = name;
        this.keys = keys;
    }

    /**
     * Begins to read; before the session is claimed.
     *
     * @param keys what is not authenticated with one of them is dropped; null if there are none, and all is believed
     */
    public static HandoffReceiver open(
            Connection connection, SessionRoute route, long sessionId, String name, @Nullable HandoverKeys keys) {
        HandoffReceiver receiver = new HandoffReceiver(connection, route, sessionId, name, keys);
        route.intercept(ForwardedFrame.prefix(name), receiver::take);
        return receiver;
    }

    /** What the last owner forwarded; empty if nothing came within a time that begins now. */
    public CompletableFuture<Optional<ForwardedEvents>> read(Scheduler scheduler, Duration timeout) {
        Scheduler.ScheduledTask timer = scheduler.once(timeout, () -> connection.run(this::end));
        return read.whenComplete((events, never) -> timer.cancel());
    }

    private void take(JanusMessage message) {
        boolean enough = false;
        try {
            ForwardedFrame frame = ForwardedFrame.read(String.valueOf(message.transaction()), sessionId, name, keys);
            ForwardedEvents events = ForwardedEvents.fromText(frame.events(), sessionId);
            synchronized (this) {
                // One that comes again says nothing of what was on its way when it was made.
                if (frame.sequence() > lastSequence) {
                    lastSequence = frame.sequence();
                    newest = events;
                    carrier = message.sender();
                    enough = ++batches == BATCHES_NEEDED;
                }
            }
        } catch (JanusProtocolException e) {
            warn(e);
        }
        if (enough) {
            // Not on the reader: what goes on then is replay, and what a user has chained to it.
            connection.run(this::end);
        }
    }

    /** Once: who can make one can make many. */
    private synchronized void warn(JanusProtocolException why) {
        if (!warned) {
            warned = true;
            connection
                    .logs()
                    .warn(
                            log,
                            "session {}: events in the name of its last owner are dropped: {}; this is logged once",
                            sessionId,
                            why.getMessage());
        }
    }

    private void end() {
        ForwardedEvents events;
        long from;
        synchronized (this) {
            events = newest;
            from = carrier;
            if (events != null && batches < BATCHES_NEEDED) {
                // What was on its way to the old owner when it was packed is missing.
                events = new ForwardedEvents(events.messages(), events.dropped() + 1);
            }
        }
        if (!read.complete(Optional.ofNullable(events))) {
            return;
        }
        if (from != 0) {
            // Tells the old owner that its events were read.
            route.detach(from);
            connection.request(Request.of("detach", sessionId, from)).whenComplete((done, failure) -> {
                if (failure != null) {
                    LogBudget.debug(log, "session {}: the carrier handle stays: {}", sessionId, failure.getMessage());
                }
            });
        }
    }
}
