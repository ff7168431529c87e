// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Time as the connection sees it: a clock and a beat. Tests put their own in. */
public interface Scheduler {
    /** A clock that never runs backwards, in nanoseconds. */
    long nanoTime();

    /** Runs a task at a steady beat until the returned handle is closed; never after {@link #close()}. The task must be quick. */
    ScheduledTask every(Duration period, Runnable task);

    /** Runs a task once after a time, unless the returned handle is stopped before. The task must be quick. */
    default ScheduledTask once(Duration delay, Runnable task) {
        CompletableFuture<ScheduledTask> beat = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        beat.complete(every(delay, () -> {
            if (over.compareAndSet(false, true)) {
                // It may run before the beat is known here.
                beat.thenAccept(ScheduledTask::cancel);
                task.run();
            }
        }));
        return () -> {
            over.set(true);
            beat.thenAccept(ScheduledTask::cancel);
        };
    }

    /** How many activeTasks run, those that are still to come once included; 0 if nobody counts. */
    default int activeTasks() {
        return 0;
    }

    /** Ends all activeTasks. */
    void close();

    /** A running beat. */
    interface ScheduledTask {
        /** Ends it; repeatable. */
        void cancel();
    }

    /** Real time. */
    static Scheduler system() {
        return new SystemScheduler();
    }
}
