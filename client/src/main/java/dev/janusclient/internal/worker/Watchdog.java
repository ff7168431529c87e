// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks again and again, while there is something to check, whether tasks and sources make progress, and starts a worker if
 * they don't. Its thread is started with the pool, not when it is needed: then the system may have none left.
 */
final class Watchdog {
    /** The time between two checks while all tasks are short: each check interrupts a processor that works. */
    private static final long RELAXED_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The time between two checks if a task has blocked recently. */
    private static final long FREQUENT_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** For so long after a task that blocked others are expected. */
    private static final long RECENTLY_BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After so many checks in a row in which tasks waited for longer than a check, another processor is used. */
    private static final int BUSY_CHECKS = 4;

    /** After so many checks in a row that found nothing the watchdog waits to be woken. */
    private static final int QUIET_CHECKS = 3;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final LeaderPool pool;
    private final Alarm alarm = new Alarm();
    private @Nullable Thread thread;

    // What follows is touched by the thread of the watchdog only.
    private final Probe probe = new Probe();
    private @Nullable Runnable lastTask;
    private @Nullable PolledSource lastSource;
    private int lastTurns;
    private int busy;
    private int quiet;

    /** A task that does nothing but measure how long tasks wait. */
    private static final class Probe implements Runnable {
        volatile boolean done = true;

        @Override
        public void run() {
            done = true;
        }
    }

    Watchdog(LeaderPool pool) {
        this.pool = pool;
        synchronized (this) {
            startThread();
        }
    }

    /** To be called after a task was left to a worker that runs, or a source was given back. */
    void notice() {
        if (alarm.notice()) {
            arm();
        }
    }

    private synchronized void arm() {
        alarm.arm();
        if (thread != null) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            startThread();
        } catch (Throwable failure) {
            // The pool was closed before; whoever passes in the next task tries again.
            alarm.disarmUnless(() -> false);
            Failures.log("no thread could be started to look after tasks that are passed in after the end", failure);
        }
    }

    private void startThread() {
        Thread started = new Thread(this::run, "janus-client-watchdog");
        started.setDaemon(true);
        pool.start(started);
        thread = started;
    }

    synchronized void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        long lastBlocked = System.nanoTime() - RECENTLY_BLOCKED_NANOS;
        while (awaitAlarm()) {
            LockSupport.parkNanos(
                    this,
                    System.nanoTime() - lastBlocked < RECENTLY_BLOCKED_NANOS
                            ? FREQUENT_CHECK_NANOS
                            : RELAXED_CHECK_NANOS);
            try {
                if (needsWorker()) {
                    pool.tasks.enter();
                    if (pool.startWorker()) {
                        lastBlocked = System.nanoTime();
                    }
                }
            } catch (Throwable failure) {
                Failures.log("a check of the workers failed", failure);
            }
        }
    }

    /** Waits until there is something to look after; false if the pool is closed, and this thread has to end. */
    private boolean awaitAlarm() {
        if (alarm.isArmed()) {
            return true;
        }
        while (!alarm.isArmed()) {
            if (pool.isClosed() && endThread()) {
                return false;
            }
            LockSupport.park(this);
        }
        lastTask = pool.tasks.peek();
        lastSource = null;
        busy = 0;
        quiet = 0;
        return true;
    }

    private synchronized boolean endThread() {
        if (alarm.isArmed()) {
            return false;
        }
        thread = null;
        return true;
    }

    private boolean needsWorker() {
        Runnable task = pool.tasks.peek();
        PolledSource source = pool.sources.peek();
        int turns = source == null ? 0 : source.turns();
        boolean sourceWaits = source != null && source == lastSource && turns == lastTurns;
        boolean taskWaits = task != null && (task == lastTask || isOverloaded());
        lastTask = task;
        lastSource = source;
        lastTurns = turns;
        if (task == null || taskWaits) {
            busy = 0;
        }
        boolean active = alarm.takeActivity();
        if (task != null || source != null || active) {
            quiet = 0;
        } else if (++quiet >= QUIET_CHECKS) {
            alarm.disarmUnless(this::anythingLeft);
        }
        return sourceWaits || taskWaits;
    }

    /** Whether tasks have waited for longer than a check several times, and there is a processor to help. */
    private boolean isOverloaded() {
        boolean done = probe.done;
        busy = done ? 0 : busy + 1;
        if (done) {
            probe.done = false;
            pool.tasks.addFromPoll(probe);
        }
        return busy >= BUSY_CHECKS && pool.tasks.running() < PROCESSORS;
    }

    private boolean anythingLeft() {
        return !pool.tasks.isEmpty() || !pool.sources.isEmpty();
    }
}
