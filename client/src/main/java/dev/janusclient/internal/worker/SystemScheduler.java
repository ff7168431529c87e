// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Real time. All schedulers of the JVM share one daemon thread, which ends when the last of them is closed. That thread only
 * passes tasks on that are due: what a task does, and what a user's code does behind it, can't delay other tasks.
 */
final class SystemScheduler implements Scheduler {
    private static final Object LOCK = new Object();
    private static final long MAX_NANOS = Long.MAX_VALUE / 4;
    private static int users;
    private static @Nullable ScheduledThreadPoolExecutor shared;

    private final ScheduledThreadPoolExecutor timer;
    private final Executor runner;
    private final Runnable atEnd;
    private final Set<Task> activeTasks = ConcurrentHashMap.newKeySet(1);
    private volatile boolean closed;

    /**
     * Runs tasks on an executor.
     *
     * @param runner must neither block nor throw
     * @param atEnd called once, when this is closed
     */
    SystemScheduler(Executor runner, Runnable atEnd) {
        this.runner = runner;
        this.atEnd = atEnd;
        timer = acquire();
    }

    private static ScheduledThreadPoolExecutor acquire() {
        synchronized (LOCK) {
            ScheduledThreadPoolExecutor running = shared == null ? newTimer() : shared;
            shared = running;
            users++;
            return running;
        }
    }

    private static void release() {
        synchronized (LOCK) {
            if (--users == 0 && shared != null) {
                shared.shutdownNow();
                shared = null;
            }
        }
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, TIMER_THREAD);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        // Now, where a failure reaches the one who creates a client: later the system may have no thread left.
        timer.prestartCoreThread();
        return timer;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public ScheduledTask every(Duration period, Runnable task) {
        synchronized (LOCK) {
            if (closed) {
                return () -> {};
            }
            long nanos = nanos(period);
            Task scheduled = new Task(task);
            activeTasks.add(scheduled);
            scheduled.schedule = timer.scheduleWithFixedDelay(scheduled::due, nanos, nanos, TimeUnit.NANOSECONDS);
            return scheduled;
        }
    }

    /** At least 1, which is at once; and as good as never instead of an overflow. */
    private static long nanos(Duration time) {
        if (time.compareTo(Duration.ofNanos(1)) < 0) {
            return 1;
        }
        return time.compareTo(Duration.ofNanos(MAX_NANOS)) > 0 ? MAX_NANOS : time.toNanos();
    }

    @Override
    public int activeTasks() {
        return activeTasks.size();
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            if (closed) {
                return;
            }
            closed = true;
            activeTasks.forEach(Task::unschedule);
            activeTasks.clear();
            release();
        }
        atEnd.run();
    }

    private final class Task implements ScheduledTask, Runnable {
        private final Runnable work;

        /** A run that takes longer than the period is not joined by another one. */
        private final AtomicBoolean running = new AtomicBoolean();

        private volatile @Nullable Future<?> schedule;
        private volatile boolean cancelled;

        Task(Runnable work) {
            this.work = work;
        }

        /** On the timer. */
        void due() {
            if (running.compareAndSet(false, true)) {
                runner.execute(this);
            }
        }

        @Override
        public void run() {
            try {
                if (!closed && !cancelled) {
                    // What a task throws must not end its schedule, as the executor would have it.
                    Failures.run("a scheduled task failed", work);
                }
            } finally {
                running.set(false);
            }
        }

        @Override
        public void cancel() {
            activeTasks.remove(this);
            unschedule();
        }

        void unschedule() {
            cancelled = true;
            Future<?> scheduled = schedule;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
