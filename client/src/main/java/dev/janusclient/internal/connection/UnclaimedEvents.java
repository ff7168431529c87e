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

    private record Kept(JanusMessage message, Acknowledgement receipt) {}

    private final Map<Long, List<Kept>> bySession = new HashMap<>();
    private final long timeoutNanos;
    private final LogBudget logs;
    private long since;
    private boolean started;
    private boolean over;

    /**
     * @param timeout how long to wait for claims. What waits here may hold up what comes behind it, so it has to be shorter
     *     than any request's timeout.
     */
    UnclaimedEvents(Duration timeout, LogBudget logs) {
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
            bySession
                    .computeIfAbsent(message.sessionId(), id -> new ArrayList<>())
                    .add(new Kept(message, receipt));
        }
        return null;
    }

    /**
     * Gives a session what was kept for it.
     *
     * @param then makes the route known; what comes after that does not come here any more
     */
    synchronized void giveTo(SessionRoute route, Runnable then) {
        List<Kept> kept = bySession.remove(route.sessionId());
        if (kept != null) {
            for (Kept early : kept) {
                route.onMessage(early.message(), false);
                route.settle(early.message().sender(), early.receipt());
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
        int count = 0;
        for (List<Kept> kept : bySession.values()) {
            count += kept.size();
            kept.forEach(early -> early.receipt().processed());
        }
        if (count > 0) {
            logs.warn(log, "{} events of the sessions {} are dropped: not claimed in time", count, bySession.keySet());
        }
        bySession.clear();
    }
}
