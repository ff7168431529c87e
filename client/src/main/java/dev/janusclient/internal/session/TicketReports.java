// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.HandoverTicket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a session's ticket after it has changed: soon after the first change, and then no more than once in {@link #INTERVAL}, however
 * many changes there are.
 *
 * <p>Threading: {@link #changed()} is for any thread, readers included, and only schedules. Listeners run on the context's executor, one
 * run at a time.
 */
final class TicketReports {
    /** How long after a change the ticket is taken: an event is often followed by others. */
    static final Duration DELAY = Duration.ofMillis(20);

    /** How long after one report the next one comes, at the earliest. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(TicketReports.class);

    private enum State {
        IDLE,
        SCHEDULED,
        REPORTING,
        CHANGED_WHILE_REPORTING
    }

    private final SessionCore session;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final List<Consumer<? super HandoverTicket>> listeners = new CopyOnWriteArrayList<>();

    /** When the next report may come. Written by the run that reports, and read by whoever schedules after it. */
    private long notBefore;

    TicketReports(SessionCore session) {
        this.session = session;
        this.notBefore = session.context().scheduler().nanoTime();
    }

    /** Registers a listener; the result ends the registration. */
    Runnable add(Consumer<? super HandoverTicket> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void changed() {
        if (state.compareAndSet(State.IDLE, State.SCHEDULED)) {
            schedule();
        } else {
            state.compareAndSet(State.REPORTING, State.CHANGED_WHILE_REPORTING);
        }
    }

    private void schedule() {
        ClientContext context = session.context();
        long pause = Math.max(DELAY.toNanos(), notBefore - context.scheduler().nanoTime());
        context.scheduler().once(Duration.ofNanos(pause), () -> context.run(this::report));
    }

    private void report() {
        state.set(State.REPORTING);
        try {
            HandoverTicket ticket = listeners.isEmpty() ? null : session.ticketIfActive();
            if (ticket != null) {
                listeners.forEach(listener -> report(ticket, listener));
            }
        } finally {
            notBefore = session.context().scheduler().nanoTime() + INTERVAL.toNanos();
            if (!state.compareAndSet(State.REPORTING, State.IDLE)) {
                state.set(State.SCHEDULED);
                schedule();
            }
        }
    }

    /** Whatever a listener throws is its own affair. */
    private void report(HandoverTicket ticket, Consumer<? super HandoverTicket> listener) {
        try {
            listener.accept(ticket);
        } catch (Throwable e) {
            session.context().logs().error(log, e, "a listener to the tickets of session {} threw", session.id());
        }
    }
}
