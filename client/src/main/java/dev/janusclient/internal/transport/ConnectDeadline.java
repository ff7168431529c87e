// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the opening of a transport that takes too long. The limit is counted in {@value #PARTS} parts, one after the other, on the
 * thread that opens the transport: however long that thread is busy at a time, as it is with loading classes in a JVM that has
 * just been started, no more than one part is counted, and what the network has brought meanwhile is read before the next one ends.
 */
public final class ConnectDeadline {
    private static final int PARTS = 20;

    private ConnectDeadline() {}

    /**
     * Begins to count.
     *
     * @param thread a single one, where the work of opening is done
     * @param opening once it has ended, nothing is counted any more
     * @param expired called on the thread once the limit is over; it must end {@code opening}
     */
    public static void start(
            ScheduledExecutorService thread, Duration limit, CompletableFuture<?> opening, Runnable expired) {
        long part = Math.max(1, limit.dividedBy(PARTS).toNanos());
        AtomicInteger left = new AtomicInteger(PARTS);
        Future<?> counting = thread.scheduleWithFixedDelay(
                () -> {
                    if (left.decrementAndGet() == 0) {
                        expired.run();
                    }
                },
                part,
                part,
                TimeUnit.NANOSECONDS);
        opening.whenComplete((open, failure) -> counting.cancel(false));
    }
}
