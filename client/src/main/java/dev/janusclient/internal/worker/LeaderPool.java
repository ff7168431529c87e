// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers of the pattern "leader and followers": a worker polls a source, and then runs the tasks that came of it itself.
 *
 * <p>Tasks are many and short, and to wake a thread costs more than most of them. So one thread does everything for as long
 * as tasks are short. The {@link Watchdog} starts another one when a task has kept others, or a source, waiting for some
 * milliseconds, because it blocks or computes. All threads are daemons; an idle one ends after a while.
 */
final class LeaderPool extends Workers {
    final TaskQueue tasks = new TaskQueue(MAX_DELIVERIES);

    /** The sources that no worker polls at the moment. */
    final ConcurrentLinkedQueue<PolledSource> sources = new ConcurrentLinkedQueue<>();

    /** Idle workers; the one that became idle last is woken first. */
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

    private final AtomicInteger names = new AtomicInteger();
    private final AtomicBoolean startsFail = new AtomicBoolean();
    private final Runnable beforeThreadStart;
    private final Watchdog watchdog;
    private volatile boolean closed;

    /** @param beforeThreadStart called before a thread is started; a test throws from it what the system throws */
    LeaderPool(Runnable beforeThreadStart) {
        this.beforeThreadStart = beforeThreadStart;
        watchdog = new Watchdog(this);
    }

    @Override
    void close() {
        closed = true;
        for (Worker worker : idle) {
            worker.unpark();
        }
        watchdog.wake();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void register(IoSource source) {
        sources.add(new PolledSource(source));
        tasks.enter();
        startWorker();
    }

    @Override
    public boolean pollBetweenTasks() {
        return true;
    }

    @Override
    public boolean mayBlock() {
        return !tasks.isReady();
    }

    @Override
    public boolean runsLastTask() {
        Worker worker = currentWorker();
        return worker != null && !worker.isPolling() && tasks.isEmpty();
    }

    @Override
    public void beginBatch() {
        if (!isPollingHere()) {
            Batch.begin(this);
        }
    }

    @Override
    public void endBatch() {
        Batch.end();
    }

    @Override
    public void execute(Runnable task) {
        if (isPollingHere()) {
            // This thread takes it when it has polled. The watchdog looks after it if an earlier task blocks.
            tasks.addFromPoll(task);
            watchdog.notice();
        } else if (!Batch.add(this, task)) {
            if (tasks.add(task)) {
                startWorker();
            } else {
                watchdog.notice();
            }
        }
    }

    void executeAll(List<Runnable> several) {
        if (several.isEmpty()) {
            return;
        }
        boolean first = tasks.addAll(several);
        if (first) {
            startWorker();
        }
        if (!first || several.size() > 1) {
            watchdog.notice();
        }
    }

    private @Nullable Worker currentWorker() {
        return Thread.currentThread() instanceof Worker worker && worker.belongsTo(this) ? worker : null;
    }

    private boolean isPollingHere() {
        Worker worker = currentWorker();
        return worker != null && worker.isPolling();
    }

    /** Starts one more worker, which is counted as running already; false if the system has no thread for it. */
    boolean startWorker() {
        Worker rested = idle.pollFirst();
        if (rested != null) {
            rested.wake();
            return true;
        }
        try {
            start(new Worker(this, "janus-client-worker-" + names.incrementAndGet()));
        } catch (Throwable failure) {
            tasks.leave();
            if (startsFail.compareAndSet(false, true)) {
                Failures.log("no worker thread could be started; this is tried again until it succeeds", failure);
            }
            watchdog.notice();
            return false;
        }
        if (startsFail.get()) {
            startsFail.set(false);
        }
        return true;
    }

    void start(Thread thread) {
        beforeThreadStart.run();
        thread.start();
    }

    /** A worker has nothing to do. First it can be woken; then it is no longer counted. */
    void enterIdle(Worker worker) {
        idle.addFirst(worker);
        if (tasks.leaveToIdle()) {
            startWorker();
        }
    }

    /** A worker that idled wants to end; false if it has been woken, or is about to be. */
    boolean leaveIdle(Worker worker) {
        return idle.remove(worker);
    }

    /** A worker gives a source back. */
    void handBack(PolledSource source) {
        sources.add(source);
        watchdog.notice();
    }
}
