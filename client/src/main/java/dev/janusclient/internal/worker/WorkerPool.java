// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of this library: they run tasks, which are futures that complete and listeners if the user names no other
 * place, first in, first out; and between tasks one of them attends to each of the {@link IoSource}.
 *
 * <p>Tasks are many and short, and waking a thread costs more than most of them. So who has read something lets go of the
 * wires and runs what came of it, and one thread does everything for as long as tasks are short. Another one joins it when a
 * task has held up the others, or the wires, for some milliseconds, because it waits for something or works hard. The
 * number of threads that run tasks is bounded; beyond it there is one for each wire that nobody else attends to. Who has
 * nothing to do for a while ends. All are daemons.
 */
public final class WorkerPool implements Executor {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

    /** Connections of one kind, which one thread at a time waits for and reads. */
    public interface IoSource {
        /**
         * Waits until there is something to do, and does it; but only if the pool says that this {@linkplain #mayBlock() may
         * wait}. What is to run elsewhere is passed to the pool.
         *
         * @return false once they are closed, and need nobody any more
         */
        boolean poll();
    }

    /** Wires, and how often somebody has turned to them. */
    private static final class Attended {
        final IoSource wires;
        final AtomicInteger turns = new AtomicInteger();

        Attended(IoSource wires) {
            this.wires = wires;
        }
    }

    static final int MAX_THREADS = 256;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The time from one look to the next while all tasks are short: each look is in the way of who works. */
    private static final long RELAXED_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** For so long after a task that was not short others are expected. */
    private static final long RECENTLY_BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** After so long a run of tasks, looked up after every few of them, it is the turn of wires that nobody attends to. */
    private static final long MAX_RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final int TASKS_A_CLOCK = 8;

    /** After so many looks in which a task waited for longer than from one look to the next another processor is put to work. */
    private static final int BUSY_LOOKS = 4;

    /** After so many looks that find nothing left to do nobody looks any more. */
    private static final int QUIET_LOOKS = 3;

    /** How long who has run out of tasks looks for more before it sleeps: about what it costs to be woken. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    private static final Object LOCK = new Object();
    private static @Nullable WorkerPool shared;

    /** What a reader that is no worker hands over when it has read all there is: one waking for all of it. */
    private static final class Held {
        final List<Runnable> tasks = new ArrayList<>();

        @Nullable WorkerPool pool;
    }

    private static final ThreadLocal<Held> HELD = ThreadLocal.withInitial(Held::new);

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();

    /** The wires that nobody attends to at the moment. */
    private final ConcurrentLinkedQueue<Attended> unattended = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger names = new AtomicInteger();

    /** Threads that run tasks or look for some; who attends to wires is not among them. */
    private final AtomicInteger running = new AtomicInteger();

    private int users;
    private volatile boolean closed;
    private volatile boolean watched;

    /** Whether anything was left to be done since the last look. */
    private volatile boolean stirred;

    private @Nullable Thread watch;

    WorkerPool() {}

    /** The pool of this JVM; who joins has to {@linkplain #release() leave} it. */
    public static WorkerPool acquire() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = new WorkerPool();
            }
            shared.users++;
            return shared;
        }
    }

    /** With the last one its threads end, once they have nothing to do. What is passed in after that still runs. */
    public void release() {
        synchronized (LOCK) {
            if (--users > 0) {
                return;
            }
            closed = true;
            if (shared == this) {
                shared = null;
            }
        }
        for (Worker worker : idle) {
            LockSupport.unpark(worker);
        }
        synchronized (this) {
            LockSupport.unpark(watch);
        }
    }

    /** Has wires attended to until they say that they are closed. */
    public void register(IoSource wires) {
        unattended.add(new Attended(wires));
        running.incrementAndGet();
        start();
    }

    /** Whether who attends to wires may wait for something to happen there, or has to come back for a task. */
    public boolean mayBlock() {
        return queue.isEmpty() || running.get() >= MAX_THREADS;
    }

    /**
     * Whether this thread is a worker that runs a task, with none that waits behind it: what it wants to send it had better
     * send itself, because the task may wait for the answer.
     */
    public boolean runsLastTask() {
        return Thread.currentThread() instanceof Worker worker
                && worker.belongsTo(this)
                && !worker.attends
                && queue.isEmpty();
    }

    /** Keeps what this thread, which reads, passes to {@link #execute} until {@link #endBatch()}. */
    public void beginBatch() {
        if (attendsHere()) {
            return;
        }
        Held held = HELD.get();
        if (held.pool != this) {
            endBatch();
            held.pool = this;
        }
    }

    /** Hands over what this thread has kept since {@link #beginBatch()}, if anything. */
    public static void endBatch() {
        Held held = HELD.get();
        WorkerPool pool = held.pool;
        if (pool != null) {
            held.pool = null;
            pool.submit(held.tasks);
            held.tasks.clear();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (attendsHere()) {
            // It comes to its task itself, unless it is kept from it.
            queue.add(task);
            ensureWatched();
            return;
        }
        Held held = HELD.get();
        if (held.pool == this) {
            held.tasks.add(task);
            return;
        }
        queue.add(task);
        if (running.compareAndSet(0, 1)) {
            start();
        } else {
            ensureWatched();
        }
    }

    private boolean attendsHere() {
        return Thread.currentThread() instanceof Worker worker && worker.attends && worker.belongsTo(this);
    }

    private void submit(List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        queue.addAll(tasks);
        boolean first = running.compareAndSet(0, 1);
        if (first) {
            start();
        }
        if (!first || tasks.size() > 1) {
            ensureWatched();
        }
    }

    /** One more thread, which counts as running already. */
    private void start() {
        Worker rested = idle.pollFirst();
        if (rested == null) {
            new Worker("janus-client-worker-" + names.incrementAndGet()).start();
        } else {
            rested.woken = true;
            LockSupport.unpark(rested);
        }
    }

    private final class Worker extends Thread {
        volatile boolean woken;

        /** Read by this thread only. */
        boolean attends;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        boolean belongsTo(WorkerPool pool) {
            return WorkerPool.this == pool;
        }

        @Override
        public void run() {
            do {
                work();
                // In this order: who finds that nobody runs must find somebody to wake.
                woken = false;
                idle.addFirst(this);
                running.decrementAndGet();
                if (!queue.isEmpty() && running.compareAndSet(0, 1)) {
                    WorkerPool.this.start();
                }
            } while (rest());
        }

        /** Runs tasks, and attends to wires when there are none, until somebody else attends to all of them. */
        private void work() {
            // Who comes to help looks at the wires first.
            boolean due = true;
            long turned = 0;
            int ran = 0;
            while (true) {
                Runnable task = due ? null : next();
                if (task != null) {
                    runSafely(task);
                    // However many tasks there are, somebody looks at the wires now and then.
                    due = ++ran % TASKS_A_CLOCK == 0
                            && !unattended.isEmpty()
                            && System.nanoTime() - turned > MAX_RUN_NANOS;
                    continue;
                }
                Attended wires = unattended.poll();
                if (wires != null) {
                    attend(wires);
                    turned = System.nanoTime();
                } else if (!due) {
                    return;
                }
                due = false;
            }
        }

        /** Who is one too many is there for the wires alone: they must go on however many tasks wait for something. */
        private @Nullable Runnable next() {
            return running.get() > MAX_THREADS ? null : queue.poll();
        }

        private void attend(Attended turn) {
            boolean open;
            attends = true;
            turn.turns.incrementAndGet();
            do {
                // In this order: who finds us running, and leaves a task to us, must keep us from waiting.
                running.decrementAndGet();
                open = attendSafely(turn.wires);
                running.incrementAndGet();
            } while (open && queue.isEmpty());
            attends = false;
            if (open) {
                unattended.add(turn);
                ensureWatched();
            }
        }

        private boolean attendSafely(IoSource wires) {
            // A task may have left it set, and it would close the channel that is read next.
            Thread.interrupted();
            try {
                return wires.poll();
            } catch (RuntimeException | Error e) {
                log.error("a connection could not be attended to", e);
                return true;
            }
        }

        /** Waits for work; false if there was none for long. */
        private boolean rest() {
            long began = System.nanoTime();
            return look(began) || sleepUntil(began + IDLE_NANOS);
        }

        /** Waits a moment without giving the processor away. */
        private boolean look(long began) {
            boolean patient = PROCESSORS > 1;
            while (patient && !woken) {
                patient = System.nanoTime() - began < LOOK_NANOS;
            }
            return woken;
        }

        private boolean sleepUntil(long until) {
            while (!woken) {
                long left = until - System.nanoTime();
                if ((left <= 0 || closed) && idle.remove(this)) {
                    return false;
                }
                LockSupport.parkNanos(WorkerPool.this, Math.max(left, TIMEOUT_NANOS));
            }
            return true;
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("a callback failed", e);
        }
    }

    private void ensureWatched() {
        if (!stirred) {
            stirred = true;
        }
        if (watched) {
            return;
        }
        synchronized (this) {
            watched = true;
            if (watch == null) {
                Thread looks = new Thread(this::watch, "janus-client-worker-watch");
                looks.setDaemon(true);
                looks.start();
                watch = looks;
            } else {
                LockSupport.unpark(watch);
            }
        }
    }

    /** Waits its turn like any task, and so tells how long they wait. */
    private static final class Turn implements Runnable {
        volatile boolean came = true;

        @Override
        public void run() {
            came = true;
        }
    }

    /** What was first in line at the last look. */
    private static final class Seen {
        private @Nullable Runnable task;
        private @Nullable Attended wires;
        private int turns;
        private int busy;
        private int quiet;
    }

    /** Looks again and again, while there is something to look at, whether tasks and wires get on. */
    private void watch() {
        Turn turn = new Turn();
        Seen seen = new Seen();
        long helped = System.nanoTime() - RECENTLY_BLOCKED_NANOS;
        while (true) {
            if (!watched) {
                if (!closed) {
                    LockSupport.parkNanos(this, IDLE_NANOS);
                }
                if (!watched && endWatch()) {
                    return;
                }
                seen = new Seen();
                seen.task = queue.peek();
            }
            LockSupport.parkNanos(
                    this, System.nanoTime() - helped < RECENTLY_BLOCKED_NANOS ? TIMEOUT_NANOS : RELAXED_CHECK_NANOS);
            if (needsHelp(turn, seen)) {
                helped = System.nanoTime();
                running.incrementAndGet();
                start();
            }
        }
    }

    /** Whether one more worker has to look after what others are kept from. */
    private boolean needsHelp(Turn turn, Seen seen) {
        Runnable task = queue.peek();
        Attended wires = unattended.peek();
        int turns = wires == null ? 0 : wires.turns.get();
        boolean forgotten = wires != null && wires == seen.wires && turns == seen.turns;
        boolean more = false;
        if (task == null) {
            seen.busy = 0;
            seen.quiet = wires == null && !stirred ? seen.quiet + 1 : 0;
            if (seen.quiet >= QUIET_LOOKS) {
                watched = false;
                // Who puts something in from now on wakes this thread; who has done so before is seen here.
                watched = !queue.isEmpty() || !unattended.isEmpty();
            }
        } else {
            seen.quiet = 0;
            boolean stuck = task == seen.task;
            seen.busy = turn.came ? 0 : seen.busy + 1;
            boolean overloaded = seen.busy >= BUSY_LOOKS && running.get() < PROCESSORS;
            if (turn.came) {
                turn.came = false;
                queue.add(turn);
            }
            more = (stuck || overloaded) && running.get() < MAX_THREADS;
        }
        seen.busy = more ? 0 : seen.busy;
        seen.task = task;
        seen.wires = wires;
        seen.turns = turns;
        stirred = false;
        return forgotten || more;
    }

    private synchronized boolean endWatch() {
        if (watched) {
            return false;
        }
        watch = null;
        return true;
    }
}
