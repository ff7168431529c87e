// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.internal.log.LogBudget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a member's store calls are made: one at a time, on one thread. A second thread watches the time: it interrupts a call that takes too
 * long, and ends the futures of what waits behind a store that does not react to that.
 */
final class StoreThread implements TimedStore.Watch {
    private static final Logger log = LoggerFactory.getLogger(StoreThread.class);

    private final String member;
    private final Duration timeout;
    private final GroupMetrics metrics;
    private final LogBudget logs = new LogBudget(System::nanoTime);
    private final ScheduledThreadPoolExecutor calls;
    private final ScheduledThreadPoolExecutor alarms;
    private volatile @Nullable StoreException failure;
    private volatile @Nullable Thread thread;

    StoreThread(String member, Duration timeout, GroupMetrics metrics) {
        this.member = member;
        this.timeout = timeout;
        this.metrics = metrics;
        this.calls = thread("janus-cluster-" + member);
        this.alarms = thread("janus-cluster-" + member + "-alarm");
    }

    static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        made.setRemoveOnCancelPolicy(true);
        return made;
    }

    /** What the last call failed with; null if it was answered. */
    @Nullable StoreException failure() {
        return failure;
    }

    /**
     * Makes calls.
     *
     * @param undo takes back what was done for a caller whose future has ended before: the store did not answer for too long
     */
    <T> CompletableFuture<T> call(Supplier<T> task, Consumer<T> undo) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            // A call in front of this one may take its whole time, and so may this one.
            Future<?> alarm = alarms.schedule(
                    () -> result.completeExceptionally(new StoreException(
                            "the store has not answered member " + member + " within twice storeTimeout, "
                                    + timeout.toMillis() + " ms",
                            null)),
                    timeout.toNanos() * 2,
                    TimeUnit.NANOSECONDS);
            calls.execute(() -> {
                if (!result.isDone()) {
                    run(task, undo, result);
                }
                alarm.cancel(false);
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("the member " + member + " is closed", e));
        }
        return result;
    }

    private static <T> void run(Supplier<T> task, Consumer<T> undo, CompletableFuture<T> result) {
        try {
            T done = task.get();
            if (!result.complete(done)) {
                undo.accept(done);
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Runs something again and again, until this is closed. A failure of the store does not end it. */
    void every(Duration period, Runnable task) {
        calls.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (StoreException e) {
                        LogBudget.debug(log, "member {}: {}", member, e.getMessage());
                    } catch (RuntimeException e) {
                        // Renewals have to go on.
                        logs.error(log, e, "member {}: a task failed", member);
                    }
                },
                period.toNanos(),
                period.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public Runnable begin() {
        Thread caller = Thread.currentThread();
        thread = caller;
        Object lock = new Object();
        boolean[] over = new boolean[1];
        Future<?> alarm;
        try {
            alarm = alarms.schedule(
                    () -> {
                        synchronized (lock) {
                            if (!over[0]) {
                                caller.interrupt();
                            }
                        }
                    },
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The last call of a member that is being closed.
            return () -> {};
        }
        return () -> {
            synchronized (lock) {
                over[0] = true;
                // One that came too late must not hit the next call.
                Thread.interrupted();
            }
            alarm.cancel(false);
        };
    }

    @Override
    public void ended(Duration took, @Nullable StoreException why) {
        metrics.count(GroupMetrics.Counter.STORE_CALLS, 1);
        metrics.time(GroupMetrics.Timer.STORE_CALL, took);
        if (why != null) {
            metrics.count(GroupMetrics.Counter.STORE_FAILURES, 1);
            logs.warn(log, "member {}: a call of the store failed: {}", member, why.getMessage());
        } else if (failure != null) {
            logs.warn(log, "member {}: the store answers again", member);
        }
        failure = why;
    }

    /** Makes the calls that wait, and then no more. */
    void close() {
        try {
            calls.execute(alarms::shutdownNow);
        } catch (RejectedExecutionException e) {
            // It was closed before.
        }
        calls.shutdown();
    }

    /** Waits until the last call has been made, as long as one may take; not on the thread itself. */
    void awaitEnd() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!calls.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                LogBudget.debug(log, "member {}: its last store calls are not done yet", member);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
