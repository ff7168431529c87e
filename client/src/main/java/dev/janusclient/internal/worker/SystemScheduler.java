// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real time. All schedulers of the JVM share one daemon thread, which ends with the last of them. */
final class SystemScheduler implements Scheduler {
    private static final Object LOCK = new Object();
    private static int users;
    private static @Nullable ScheduledThreadPoolExecutor shared;

    private final ScheduledThreadPoolExecutor timer;
    private final Set<ScheduledFuture<?>> activeTasks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SystemScheduler() {
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
            Thread thread = new Thread(task, "janus-client-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public ScheduledTask every(Duration period, Runnable task) {
        Runnable unlessClosed = () -> {
            if (!closed) {
                task.run();
            }
        };
        synchronized (LOCK) {
            if (closed) {
                return () -> {};
            }
            ScheduledFuture<?> beat = timer.scheduleWithFixedDelay(
                    unlessClosed, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
            activeTasks.add(beat);
            return () -> {
                activeTasks.remove(beat);
                beat.cancel(false);
            };
        }
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
            activeTasks.forEach(beat -> beat.cancel(false));
            activeTasks.clear();
            release();
        }
    }
}
