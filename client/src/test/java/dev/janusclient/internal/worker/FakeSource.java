// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A source on which things arrive when the test says so. */
final class FakeSource implements IoSource {
    private final Workers workers;
    private final BlockingQueue<Supplier<Boolean>> arrivals = new LinkedBlockingQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();

    /** Not volatile on purpose: it is right only if the threads that poll see what the ones before them did. */
    private int polled;

    private final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger maxAtOnce = new AtomicInteger();
    final AtomicInteger interrupts = new AtomicInteger();
    final AtomicInteger unseen = new AtomicInteger();
    final Set<Thread> pollers = ConcurrentHashMap.newKeySet();

    FakeSource(Workers workers) {
        this.workers = workers;
    }

    @Override
    public boolean poll() {
        maxAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        if (polls.getAndIncrement() != polled++) {
            unseen.incrementAndGet();
        }
        pollers.add(Thread.currentThread());
        try {
            Supplier<Boolean> next = workers.mayBlock() ? arrivals.take() : arrivals.poll();
            return next == null || next.get();
        } catch (InterruptedException e) {
            interrupts.incrementAndGet();
            return true;
        } finally {
            atOnce.decrementAndGet();
        }
    }

    /** Something arrives and leads to these tasks; the future is the thread that read it. */
    CompletableFuture<Thread> receive(Runnable... tasks) {
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        arrive(() -> {
            for (Runnable task : tasks) {
                workers.execute(task);
            }
            reader.complete(Thread.currentThread());
        });
        return reader;
    }

    /** Something arrives, and this is done within the poll. */
    void arrive(Runnable work) {
        arrivals.add(() -> {
            work.run();
            return true;
        });
    }

    void close() {
        arrivals.add(() -> false);
    }
}
