// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection does again and again: fails requests that are past their deadline, sends keepalives for sessions that are
 * quiet, and runs small tasks that are not urgent. One timer serves all of it.
 */
final class Sweeper {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    /** Something to do with every sweep. */
    interface Part {
        /** Does it; the time is the scheduler's. */
        void sweep(long now);
    }

    /** Sends a keepalive. */
    interface Keepalive {
        void send(long sessionId, long now);
    }

    private final Scheduler scheduler;
    private final LogBudget logs;
    private final Map<Long, SessionRoute> sessions;
    private final Keepalive keepalive;
    private volatile long keepaliveNanos;
    private List<Runnable> later = List.of();
    private boolean stopped;
    private Scheduler.@Nullable ScheduledTask timer;

    /** @param sessions the sessions that keepalives are sent for */
    Sweeper(Scheduler scheduler, LogBudget logs, Map<Long, SessionRoute> sessions, Keepalive keepalive) {
        this.scheduler = scheduler;
        this.logs = logs;
        this.sessions = sessions;
        this.keepalive = keepalive;
    }

    /** Begins, unless it has been stopped already. */
    synchronized void start(Duration requestTimeout, Part... parts) {
        if (!stopped) {
            timer = scheduler.every(period(requestTimeout), () -> sweep(parts));
        }
    }

    /** Fine enough for the deadline, coarse enough to cost nothing. */
    private static Duration period(Duration requestTimeout) {
        return Duration.ofMillis(Math.max(10, Math.min(250, requestTimeout.toMillis() / 20)));
    }

    /** Ends it; what is left to be done is done here. */
    void stop() {
        synchronized (this) {
            stopped = true;
            if (timer != null) {
                timer.cancel();
            }
        }
        runLater();
    }

    /** Runs something quick with the next sweep, or at once if there is none any more. */
    void later(Runnable task) {
        synchronized (this) {
            if (!stopped) {
                if (later.isEmpty()) {
                    later = new ArrayList<>(2);
                }
                later.add(task);
                return;
            }
        }
        safely(task);
    }

    private void runLater() {
        List<Runnable> due;
        synchronized (this) {
            due = later;
            later = List.of();
        }
        due.forEach(this::safely);
    }

    private void sweep(Part... parts) {
        runLater();
        long now = scheduler.nanoTime();
        for (Part part : parts) {
            safely(() -> part.sweep(now));
        }
        if (keepaliveNanos > 0) {
            sessions.forEach((id, route) -> {
                if (now - route.nextKeepalive() >= 0) {
                    safely(() -> keepalive.send(id, now));
                }
            });
        }
    }

    private void safely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // A timer's task that throws would never run again, and every deadline depends on it.
            logs.error(log, e, "a part of the sweep of deadlines and keepalives failed");
        }
    }

    /** Sets how long a session may be quiet before a keepalive is sent for it. */
    void keepaliveEvery(Duration interval) {
        keepaliveNanos = interval.toNanos();
    }

    /** Something has just been sent, or is about to be, for a session. */
    void postponeKeepalive(@Nullable SessionRoute route, long now) {
        if (route != null) {
            route.nextKeepalive(now + (keepaliveNanos > 0 ? keepaliveNanos : Long.MAX_VALUE / 2));
        }
    }
}
