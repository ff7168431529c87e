// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a pool, and the number of its workers that are running: that run a task or are about to look for one. A
 * worker that polls a source, or idles, is not running. There is no lock. Each side first writes what it does and then reads
 * what the other side does, so at least one of them sees the other: whoever adds a task adds it before it reads the number;
 * a worker that stops running lowers the number before it looks for tasks.
 *
 * <p>This class starts no thread: its methods return whether the caller has to.
 */
final class TaskQueue {
    private final int maxDeliveries;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Deliveries that were taken out while too many workers ran; they precede all other tasks. */
    private final ConcurrentLinkedQueue<Runnable> deferred = new ConcurrentLinkedQueue<>();

    private final AtomicInteger running = new AtomicInteger();

    /** @param maxDeliveries while more workers than these are running, {@link Delivery} tasks wait */
    TaskQueue(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    /** Adds a task; true if no worker is running. The caller then has to start one, which is counted already. */
    boolean add(Runnable task) {
        tasks.add(task);
        return running.compareAndSet(0, 1);
    }

    /** Adds several tasks as {@link #add} does. */
    boolean addAll(List<Runnable> several) {
        tasks.addAll(several);
        return running.compareAndSet(0, 1);
    }

    /** Adds a task from within {@link IoSource#poll()}: the thread that polls takes it when it returns. */
    void addFromPoll(Runnable task) {
        tasks.add(task);
    }

    /** The next task for a running worker; null if there is none that it may run. */
    @Nullable Runnable next() {
        if (running.get() > maxDeliveries) {
            return nextCompletion();
        }
        Runnable waited = deferred.poll();
        return waited == null ? tasks.poll() : waited;
    }

    private @Nullable Runnable nextCompletion() {
        Runnable task = tasks.poll();
        while (task instanceof Delivery) {
            deferred.add(task);
            task = tasks.poll();
        }
        return task;
    }

    /** The task that one more running worker would find first. */
    @Nullable Runnable peek() {
        Runnable waited = running.get() < maxDeliveries ? deferred.peek() : null;
        return waited == null ? tasks.peek() : waited;
    }

    /** Whether one more running worker would find a task. */
    boolean isReady() {
        return !tasks.isEmpty() || (!deferred.isEmpty() && running.get() < maxDeliveries);
    }

    /** Whether there is no task at all. */
    boolean isEmpty() {
        return tasks.isEmpty() && deferred.isEmpty();
    }

    int running() {
        return running.get();
    }

    /** Counts one more running worker. */
    void enter() {
        running.incrementAndGet();
    }

    /** A worker stops running, in order to poll. Only after that may it find out whether it may block. */
    void leave() {
        running.decrementAndGet();
    }

    /** A worker stops running, in order to idle; true if it has to start one for a task that was added meanwhile. */
    boolean leaveToIdle() {
        running.decrementAndGet();
        return isReady() && running.compareAndSet(0, 1);
    }
}
