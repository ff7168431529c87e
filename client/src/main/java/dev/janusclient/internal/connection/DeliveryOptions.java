// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.worker.Scheduler;
import java.util.concurrent.Executor;

/** What the event streams of one client have in common, limits that they share included. */
public final class DeliveryOptions {
    final Executor executor;
    final Scheduler scheduler;
    final int maxUndeliveredEvents;
    final OverflowPolicy policy;
    final int capacity;

    /** For events that wait for listeners that are slower. */
    final ByteBudget queued;

    /** For events that wait for a listener to be registered: they may wait for ever, and must not be in the way of others. */
    final ByteBudget undelivered;

    final LogBudget logs;

    /**
     * Collects the options.
     *
     * @param executor where listeners run
     * @param maxUndeliveredEvents how many events of a stream may wait for a listener to be registered, at least 1
     * @param undelivered how much may wait in all streams together; for listeners to be registered, half of it
     * @param policy what is done about listeners that are too slow
     * @param capacity how many events of a stream may wait for listeners that are slow, at least 1
     * @param logs the client's
     */
    public DeliveryOptions(
            Executor executor,
            Scheduler scheduler,
            int maxUndeliveredEvents,
            ByteBudget undelivered,
            OverflowPolicy policy,
            int capacity,
            LogBudget logs) {
        this.executor = executor;
        this.scheduler = scheduler;
        this.maxUndeliveredEvents = maxUndeliveredEvents;
        this.policy = policy;
        this.capacity = capacity;
        this.queued = undelivered;
        this.undelivered = undelivered.half();
        this.logs = logs;
    }
}
