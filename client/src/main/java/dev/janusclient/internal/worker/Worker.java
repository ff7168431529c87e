// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of a {@link LeaderPool}: running, polling or idle. */
final class Worker extends Thread {
    private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

    /** After tasks for this long it is the turn of a source that no worker polls. */
    private static final long MAX_RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** The clock is read once for so many tasks. */
    private static final int TASKS_PER_CLOCK_READ = 8;

    /** How long a worker that has become idle spins before it parks: about what a wake-up costs. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MIN_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LeaderPool pool;
    private volatile boolean woken;

    /** Read and written by this thread only. */
    private boolean polling;

    Worker(LeaderPool pool, String name) {
        super(name);
        this.pool = pool;
        setDaemon(true);
    }

    boolean belongsTo(LeaderPool other) {
        return pool == other;
    }

    /** Whether this thread is within {@link IoSource#poll()}; to be asked on this thread. */
    boolean isPolling() {
        return polling;
    }

    void wake() {
        woken = true;
        unpark();
    }

    void unpark() {
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        do {
            work();
            woken = false;
            pool.enterIdle(this);
        } while (idle());
    }

    /** Runs tasks, and polls a source when there are none, until other workers poll all sources. */
    private void work() {
        // A worker that is started because others are held up polls first.
        boolean pollDue = true;
        long lastPoll = 0;
        int count = 0;
        while (true) {
            Runnable task = pollDue ? null : pool.tasks.next();
            if (task != null) {
                Failures.run("a callback failed", task);
                pollDue = ++count % TASKS_PER_CLOCK_READ == 0
                        && !pool.sources.isEmpty()
                        && System.nanoTime() - lastPoll > MAX_RUN_NANOS;
                continue;
            }
            PolledSource source = pool.sources.poll();
            if (source != null) {
                poll(source);
                lastPoll = System.nanoTime();
            } else if (!pollDue) {
                return;
            }
            pollDue = false;
        }
    }

    private void poll(PolledSource source) {
        boolean open;
        boolean ready;
        polling = true;
        source.beginTurn();
        do {
            // Not counted while it polls: a task from elsewhere either finds this, or keeps the source from blocking.
            pool.tasks.leave();
            open = source.poll();
            ready = pool.tasks.isReady();
            pool.tasks.enter();
        } while (open && !ready);
        polling = false;
        if (open) {
            pool.handBack(source);
        }
    }

    /** Waits for work; false if there was none for long. */
    private boolean idle() {
        long began = System.nanoTime();
        return spin(began) || park(began + IDLE_NANOS);
    }

    private boolean spin(long began) {
        boolean spinning = SEVERAL_PROCESSORS;
        while (spinning && !woken) {
            spinning = System.nanoTime() - began < SPIN_NANOS;
        }
        return woken;
    }

    private boolean park(long until) {
        while (!woken) {
            long left = until - System.nanoTime();
            if ((left <= 0 || pool.isClosed()) && pool.leaveIdle(this)) {
                return false;
            }
            LockSupport.parkNanos(pool, Math.max(left, MIN_PARK_NANOS));
        }
        return true;
    }
}
