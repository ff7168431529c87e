// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two executors of the JDK: one with at most {@link #MAX_DELIVERIES} threads for listeners, and one with as many threads as
 * are needed for everything else: futures that complete, and sources, each of which keeps a thread until it is closed.
 */
final class PlainPool extends Workers {
    private static final Duration RETRY = Duration.ofMillis(20);

    private final ThreadPoolExecutor deliveries;
    private final ThreadPoolExecutor others;

    /** Tasks for which the system had no thread. */
    private final Queue<Runnable> refused = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean retrying = new AtomicBoolean();

    /** Its task runs on the timer's own thread, because it is about there being no other; it runs no task of the pool. */
    private final Scheduler retries = new SystemScheduler(Runnable::run, () -> {});

    private final AtomicInteger names = new AtomicInteger();
    private final Runnable beforeThreadStart;
    private volatile boolean closed;

    /** @param beforeThreadStart called before a thread is started; a test throws from it what the system throws */
    PlainPool(Runnable beforeThreadStart) {
        this.beforeThreadStart = beforeThreadStart;
        deliveries = executor(MAX_DELIVERIES, MAX_DELIVERIES, new LinkedBlockingQueue<>());
        others = executor(0, Integer.MAX_VALUE, new SynchronousQueue<>());
    }

    private ThreadPoolExecutor executor(int core, int maximum, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(core, maximum, 10, TimeUnit.SECONDS, queue, this::newThread);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private Thread newThread(Runnable worker) {
        beforeThreadStart.run();
        Thread thread = new Thread(worker, "janus-client-worker-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    void close() {
        closed = true;
        // Not shut down: what is passed in later still runs. Idle threads end at once.
        deliveries.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        others.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        retries.close();
        retry();
    }

    @Override
    public void execute(Runnable task) {
        ThreadPoolExecutor executor = task instanceof Delivery ? deliveries : others;
        try {
            executor.execute(() -> Failures.run("a callback failed", task));
        } catch (OutOfMemoryError noThread) {
            if (closed) {
                // The timer may be gone: rather here than never.
                Failures.run("a callback failed", task);
                return;
            }
            refused.add(task);
            if (retrying.compareAndSet(false, true)) {
                Failures.log("no worker thread could be started; this is tried again until it succeeds", noThread);
                retries.once(RETRY, this::retry);
            }
        }
    }

    private void retry() {
        retrying.set(false);
        for (int left = refused.size(); left > 0; left--) {
            Runnable task = refused.poll();
            if (task != null) {
                execute(task);
            }
        }
    }

    @Override
    public void register(IoSource source) {
        execute(() -> {
            boolean open = true;
            while (open) {
                open = Failures.poll(source);
            }
        });
    }

    @Override
    public boolean pollBetweenTasks() {
        return false;
    }

    /** Always: no task waits for the thread of a source. */
    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public boolean runsLastTask() {
        return false;
    }
}
