package dev.janusclient;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.handoff.ForwardedEvents;
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
 * Reads what the session's last owner passes on ({@link HandoffSender}). Every mail holds everything so far; the second one is
 * taken, because an event may still have been on its way to the old owner when the first one was packed.
 */
final class HandoffReceiver {
    private static final Logger log = LoggerFactory.getLogger(HandoffReceiver.class);
    private static final int ENOUGH = 2;

    private final Connection connection;
    private final SessionRoute route;
    private final long sessionId;
    private final CompletableFuture<Optional<ForwardedEvents>> read = new CompletableFuture<>();
    private @Nullable ForwardedEvents newest;
    private int mails;
    private long mailbox;

    private HandoffReceiver(Connection connection, SessionRoute route, long sessionId) {
        this.connection = connection;
        this.route = route;
        this.sessionId = sessionId;
    }

    /**
     * Begins to read; before the session is claimed.
     *
     * @return what was passed on; empty if nothing came in time
     */
    static HandoffReceiver open(Connection connection, SessionRoute route, long sessionId, String name) {
        HandoffReceiver receiver = new HandoffReceiver(connection, route, sessionId);
        route.intercept(HandoffSender.PREFIX + name, receiver::take);
        return receiver;
    }

    /** What the last owner passed on, or nothing once the patience is over, which begins now. */
    CompletableFuture<Optional<ForwardedEvents>> read(Scheduler scheduler, Duration patience) {
        Scheduler.ScheduledTask timer = scheduler.once(patience, this::end);
        return read.whenComplete((mail, never) -> timer.cancel());
    }

    private void take(JanusMessage message) {
        String transaction = String.valueOf(message.transaction());
        boolean enough;
        try {
            ForwardedEvents mail = ForwardedEvents.fromText(transaction.substring(transaction.lastIndexOf('.') + 1));
            synchronized (this) {
                newest = mail;
                mailbox = message.sender();
                enough = ++mails == ENOUGH;
            }
        } catch (JanusProtocolException e) {
            log.warn("session {}: what its last owner passed on can't be read: {}", sessionId, e.getMessage());
            enough = false;
        }
        if (enough) {
            end();
        }
    }

    private void end() {
        ForwardedEvents mail;
        long from;
        synchronized (this) {
            mail = newest;
            from = mailbox;
            if (mail != null && mails < ENOUGH) {
                // What was on its way to the old owner when it was packed is missing.
                mail = new ForwardedEvents(mail.messages(), mail.dropped() + 1);
            }
        }
        if (!read.complete(Optional.ofNullable(mail))) {
            return;
        }
        if (from != 0) {
            // Says to the old owner that its mail was read.
            route.detach(from);
            connection.request(Request.of("detach", sessionId, from)).whenComplete((done, failure) -> {
                if (failure != null) {
                    log.debug("session {}: the mailbox stays: {}", sessionId, failure.getMessage());
                }
            });
        }
    }
}
