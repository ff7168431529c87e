// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A clock, and tasks that run when it is time for them. Tests use a clock of their own.
 *
 * <p>Threading: one thread of the JVM, {@value #TIMER_THREAD}, waits for the time of all tasks; each task runs on the {@link
 * Workers}. So a task may end a future that a user's function is chained to, and one that blocks delays no other task.
 */
public interface Scheduler {
    /** What the thread is called that waits. It runs no task. */
    String TIMER_THREAD = "janus-client-timer";

    /** A monotonic clock, in nanoseconds. */
    long nanoTime();

    /**
     * Runs a task again and again, with a fixed delay, until the returned task is cancelled; never after {@link #close()}, and
     * never twice at a time. If it throws, that is logged, and it runs again.
     *
     * @param period a time that is not positive is the shortest there is
     */
    ScheduledTask every(Duration period, Runnable task);

    /** Runs a task once after a delay, unless the returned task is cancelled before. */
    default ScheduledTask once(Duration delay, Runnable task) {
        CompletableFuture<ScheduledTask> scheduled = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        scheduled.complete(every(delay, () -> {
            if (over.compareAndSet(false, true)) {
                // It may run before it is known here.
                scheduled.thenAccept(ScheduledTask::cancel);
                task.run();
            }
        }));
        return () -> {
            over.set(true);
            scheduled.thenAccept(ScheduledTask::cancel);
        };
    }

    /** How many tasks are scheduled, those of {@link #once} that have not run yet included; 0 if that is not counted. */
    default int activeTasks() {
        return 0;
    }

    /** Cancels all tasks. */
    void close();

    /** A task that is scheduled. */
    interface ScheduledTask {
        /** Cancels it; repeatable. A run that has begun goes on. */
        void cancel();
    }

    /** Real time. */
    static Scheduler system() {
        Workers workers = Workers.acquire();
        return new SystemScheduler(workers, workers::release);
    }
}
