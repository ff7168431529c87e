// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.Acknowledgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker has kept for sessions that are not claimed on this connection yet. It comes as soon as the connection is
 * open, and waits here for the claim. The events of a session that is not claimed in time are dropped.
 */
final class UnclaimedEvents {
    private static final Logger log = LoggerFactory.getLogger(UnclaimedEvents.class);

    private record Kept(JanusMessage message, Acknowledgement receipt) {
        int bytes() {
            return message.footprint();
        }
    }

    /** What waits for one session, and how much of what came after that was dropped. */
    private static final class Waiting {
        final List<Kept> kept = new ArrayList<>();
        long dropped;
    }

    private Map<Long, Waiting> bySession = Map.of();
    private final long timeoutNanos;
    private final ByteBudget budget;
    private final LogBudget logs;
    private long since;
    private boolean started;
    private boolean over;

    /**
     * @param timeout how long to wait for claims. What waits here may hold up what comes behind it, so it has to be shorter
     *     than any request's timeout.
     * @param budget limits the bytes; a session's events past that are dropped, and it is notified of their number
     */
    UnclaimedEvents(Duration timeout, ByteBudget budget, LogBudget logs) {
        this.budget = budget;
        this.logs = logs;
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * Keeps a message, or drops it if it is too late for that.
     *
     * @param lookUp finds the session's route
     * @return the route, if there is one by now; then the message was not kept
     */
    synchronized @Nullable SessionRoute keep(
            JanusMessage message, Acknowledgement receipt, Supplier<@Nullable SessionRoute> lookUp) {
        SessionRoute route = lookUp.get();
        if (route != null) {
            return route;
        }
        if (over) {
            receipt.processed();
        } else {
            if (bySession.isEmpty()) {
                bySession = new HashMap<>();
            }
            add(bySession.computeIfAbsent(message.sessionId(), id -> new Waiting()), new Kept(message, receipt));
        }
        return null;
    }

    private void add(Waiting waiting, Kept event) {
        // Nothing after the first one that was dropped: the order must not have holes that are not counted in their
        // place.
        if (waiting.dropped == 0 && budget.take(event.bytes())) {
            waiting.kept.add(event);
            return;
        }
        waiting.dropped++;
        event.receipt().processed();
        logs.warn(log, "more events wait for sessions to be claimed than allowed in bytes; new ones are dropped");
    }

    /**
     * Gives a session what was kept for it.
     *
     * @param then makes the route known; what comes after that does not come here any more
     */
    synchronized void giveTo(SessionRoute route, Runnable then) {
        Waiting waiting = bySession.isEmpty() ? null : bySession.remove(route.sessionId());
        if (waiting != null) {
            for (Kept early : waiting.kept) {
                budget.release(early.bytes());
                route.onMessage(early.message(), false);
                route.settle(early.message().sender(), early.receipt());
            }
            if (waiting.dropped > 0) {
                route.session().onLost(waiting.dropped);
            }
        }
        then.run();
    }

    /** Drops everything once the time is over, which begins with the first call. */
    synchronized void sweep(long now) {
        if (!started) {
            started = true;
            since = now;
        }
        if (over || now - since < timeoutNanos) {
            return;
        }
        over = true;
        long count = 0;
        for (Waiting waiting : bySession.values()) {
            count += waiting.kept.size() + waiting.dropped;
            for (Kept early : waiting.kept) {
                budget.release(early.bytes());
                early.receipt().processed();
            }
        }
        if (count > 0) {
            logs.warn(log, "{} events of the sessions {} are dropped: not claimed in time", count, bySession.keySet());
        }
        bySession = Map.of();
    }
}
