// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that stands still until a test moves it. */
public final class ManualScheduler implements Scheduler {
    private static final class Running {
        final long period;
        final Runnable task;
        long next;

        Running(long now, long period, Runnable task) {
            this.period = period;
            this.task = task;
            this.next = now + period;
        }
    }

    private final List<Running> activeTasks = new CopyOnWriteArrayList<>();
    private volatile long now = -5_000_000_000L;
    private volatile boolean closed;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public ScheduledTask every(Duration period, Runnable task) {
        Running running = new Running(now, period.toNanos(), task);
        activeTasks.add(running);
        if (closed) {
            // Looked at after the task was added: close() may run on another thread at the same time.
            activeTasks.remove(running);
        }
        return () -> activeTasks.remove(running);
    }

    @Override
    public void close() {
        closed = true;
        activeTasks.clear();
    }

    /** Lets time pass; a task that becomes due in it is run at its own moment. */
    public void advance(Duration by) {
        long target = now + by.toNanos();
        for (Optional<Running> due = due(target); due.isPresent(); due = due(target)) {
            Running running = due.get();
            now = running.next;
            running.next += running.period;
            running.task.run();
        }
        now = target;
    }

    private Optional<Running> due(long target) {
        return activeTasks.stream()
                .filter(running -> running.next - target <= 0)
                .min(Comparator.comparingLong(running -> running.next - now));
    }

    /** How many tasks are scheduled. */
    @Override
    public int activeTasks() {
        return activeTasks.size();
    }
}
