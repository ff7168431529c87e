// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
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
    private final CompletableFuture<Optional<ForwardedEvents>> read = new CompletableFuture<>();
    private @Nullable ForwardedEvents newest;
    private int batches;
    private long carrier;

    private HandoffReceiver(Connection connection, SessionRoute route, long sessionId) {
        this.connection = connection;
        this.route = route;
        this.sessionId = sessionId;
    }

    /** Begins to read; before the session is claimed. */
    public static HandoffReceiver open(Connection connection, SessionRoute route, long sessionId, String name) {
        HandoffReceiver receiver = new HandoffReceiver(connection, route, sessionId);
        route.intercept(HandoffSender.PREFIX + name, receiver::take);
        return receiver;
    }

    /** What the last owner forwarded; empty if nothing came within a time that begins now. */
    public CompletableFuture<Optional<ForwardedEvents>> read(Scheduler scheduler, Duration timeout) {
        Scheduler.ScheduledTask timer = scheduler.once(timeout, this::end);
        return read.whenComplete((events, never) -> timer.cancel());
    }

    private void take(JanusMessage message) {
        String transaction = String.valueOf(message.transaction());
        boolean enough;
        try {
            ForwardedEvents events = ForwardedEvents.fromText(transaction.substring(transaction.lastIndexOf('.') + 1));
            synchronized (this) {
                newest = events;
                carrier = message.sender();
                enough = ++batches == BATCHES_NEEDED;
            }
        } catch (JanusProtocolException e) {
            log.warn("session {}: events forwarded by its last owner can't be read: {}", sessionId, e.getMessage());
            enough = false;
        }
        if (enough) {
            end();
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
                    log.debug("session {}: the carrier handle stays: {}", sessionId, failure.getMessage());
                }
            });
        }
    }
}
