package dev.janusclient.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real time. All tickers of the JVM share one daemon thread, which ends with the last of them. */
final class SystemTicker implements Ticker {
    private static final Object LOCK = new Object();
    private static int users;
    private static @Nullable ScheduledThreadPoolExecutor shared;

    private final ScheduledThreadPoolExecutor timer;
    private final Set<ScheduledFuture<?>> beats = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SystemTicker() {
        timer = join();
    }

    private static ScheduledThreadPoolExecutor join() {
        synchronized (LOCK) {
            ScheduledThreadPoolExecutor running = shared == null ? newTimer() : shared;
            shared = running;
            users++;
            return running;
        }
    }

    private static void leave() {
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
    public Beat every(Duration period, Runnable task) {
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
            beats.add(beat);
            return () -> {
                beats.remove(beat);
                beat.cancel(false);
            };
        }
    }

    @Override
    public int beats() {
        return beats.size();
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            if (closed) {
                return;
            }
            closed = true;
            beats.forEach(beat -> beat.cancel(false));
            beats.clear();
            leave();
        }
    }
}
