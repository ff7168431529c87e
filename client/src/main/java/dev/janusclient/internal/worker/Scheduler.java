// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clock, and tasks that run when it is time for them. Tests use a clock of their own. */
public interface Scheduler {
    /** A monotonic clock, in nanoseconds. */
    long nanoTime();

    /**
     * Runs a task again and again, with a fixed delay, until the returned task is cancelled; never after {@link #close()}.
     * The task must be quick, because all of them share a thread. If it throws, that is logged, and it runs again.
     */
    ScheduledTask every(Duration period, Runnable task);

    /** Runs a task once after a delay, unless the returned task is cancelled before. The task must be quick. */
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
        return new SystemScheduler();
    }
}
