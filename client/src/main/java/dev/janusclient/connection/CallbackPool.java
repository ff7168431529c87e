package dev.janusclient.connection;

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
 * Where futures complete and listeners run if the user names no other place: first in, first out.
 *
 * <p>Tasks are many and short, and waking a thread costs more than most of them. So one thread runs them all for as long as
 * they are short. Another one joins it when a task has held up the others for a millisecond, because it waits for something
 * or works hard; the number of threads is bounded, and who has nothing to do for a while ends. All are daemons.
 */
public final class CallbackPool implements Executor {
    private static final Logger log = LoggerFactory.getLogger(CallbackPool.class);

    private static final int MOST_THREADS = 256;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** After so many looks in which a task waited for longer than from one look to the next another processor is put to work. */
    private static final int BUSY_LOOKS = 4;

    /** After so many looks at an empty queue nobody looks any more. */
    private static final int QUIET_LOOKS = 3;

    /** How long who has run out of tasks looks for more before it sleeps: about what it costs to be woken. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    private static final Object LOCK = new Object();
    private static @Nullable CallbackPool shared;

    /** What a reader hands over when it has read all there is: one waking for all of it. */
    private static final class Held {
        final List<Runnable> tasks = new ArrayList<>();

        @Nullable CallbackPool pool;
    }

    private static final ThreadLocal<Held> HELD = ThreadLocal.withInitial(Held::new);

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger names = new AtomicInteger();

    /** Threads that run tasks or look for some. */
    private final AtomicInteger running = new AtomicInteger();

    private int users;
    private volatile boolean closed;
    private volatile boolean watched;
    private @Nullable Thread watch;

    CallbackPool() {}

    /** The pool of all clients in this JVM; each of them has to {@linkplain #leave() leave} it. */
    public static CallbackPool join() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = new CallbackPool();
            }
            shared.users++;
            return shared;
        }
    }

    /** With the last one its threads end, once they have nothing to do. What is passed in after that still runs. */
    public void leave() {
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
            LockSupport.unpark(worker.thread);
        }
        synchronized (this) {
            LockSupport.unpark(watch);
        }
    }

    /** Keeps what this thread passes to {@link #execute} until {@link #release()}. */
    void hold() {
        Held held = HELD.get();
        if (held.pool != this) {
            release();
            held.pool = this;
        }
    }

    /** Hands over what this thread has kept since {@link #hold()}, if anything. */
    static void release() {
        Held held = HELD.get();
        CallbackPool pool = held.pool;
        if (pool != null) {
            held.pool = null;
            pool.submit(held.tasks);
            held.tasks.clear();
        }
    }

    @Override
    public void execute(Runnable task) {
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
            new Worker().thread.start();
        } else {
            rested.woken = true;
            LockSupport.unpark(rested.thread);
        }
    }

    private final class Worker implements Runnable {
        final Thread thread = daemon(this, "janus-client-callback-" + names.incrementAndGet());
        volatile boolean woken;

        @Override
        public void run() {
            do {
                for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                    runSafely(task);
                }
                // In this order: who finds that nobody runs must find somebody to wake.
                woken = false;
                idle.addFirst(this);
                running.decrementAndGet();
                if (!queue.isEmpty() && running.compareAndSet(0, 1)) {
                    start();
                }
            } while (rest());
        }

        /** Waits for work; false if there was none for long. */
        private boolean rest() {
            long began = System.nanoTime();
            return look(began) || sleep(began + IDLE_NANOS);
        }

        /** Waits a moment without giving the processor away. */
        private boolean look(long began) {
            boolean patient = PROCESSORS > 1;
            while (patient && !woken) {
                patient = System.nanoTime() - began < LOOK_NANOS;
            }
            return woken;
        }

        private boolean sleep(long until) {
            while (!woken) {
                long left = until - System.nanoTime();
                if ((left <= 0 || closed) && idle.remove(this)) {
                    return false;
                }
                LockSupport.parkNanos(this, Math.max(left, PATIENCE_NANOS));
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
        if (watched) {
            return;
        }
        synchronized (this) {
            watched = true;
            if (watch == null) {
                watch = daemon(this::watch, "janus-client-callback-watch");
                watch.start();
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

    /** Looks every millisecond, while there is something to look at, whether the tasks get on. */
    private void watch() {
        Turn turn = new Turn();
        Runnable before = null;
        int busy = 0;
        int quiet = 0;
        while (true) {
            if (!watched) {
                if (!closed) {
                    LockSupport.parkNanos(this, IDLE_NANOS);
                }
                if (!watched && endWatch()) {
                    return;
                }
                before = queue.peek();
                busy = 0;
                quiet = 0;
            }
            LockSupport.parkNanos(this, PATIENCE_NANOS);
            Runnable first = queue.peek();
            if (first == null) {
                busy = 0;
                if (++quiet >= QUIET_LOOKS) {
                    watched = false;
                    // Who puts a task in from now on wakes this thread; who has done so before is seen here.
                    watched = !queue.isEmpty();
                }
            } else {
                quiet = 0;
                boolean stuck = first == before;
                busy = turn.came ? 0 : busy + 1;
                boolean overloaded = busy >= BUSY_LOOKS && running.get() < PROCESSORS;
                if (turn.came) {
                    turn.came = false;
                    queue.add(turn);
                }
                if ((stuck || overloaded) && running.get() < MOST_THREADS) {
                    busy = 0;
                    running.incrementAndGet();
                    start();
                }
            }
            before = first;
        }
    }

    private synchronized boolean endWatch() {
        if (watched) {
            return false;
        }
        watch = null;
        return true;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
