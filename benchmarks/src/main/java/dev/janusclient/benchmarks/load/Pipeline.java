// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps so many requests in flight until all have been answered, each followed by the next from where it was answered. */
final class Pipeline implements Work.Outcome {
    private static final int TIMEOUT_SECONDS = 120;

    private final Supplier<? extends CompletableFuture<?>> request;
    private final long[] nanos;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private long took;

    Pipeline(int count, Supplier<? extends CompletableFuture<?>> request) {
        this.request = request;
        this.nanos = new long[count];
    }

    Pipeline run(int inFlight) throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; i < Math.min(inFlight, nanos.length); i++) {
            next();
        }
        if (!over.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    (nanos.length - ended.get()) + " of " + nanos.length + " were not answered");
        }
        took = System.nanoTime() - began;
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " of " + nanos.length + " failed");
        }
        return this;
    }

    private void next() {
        int index = started.getAndIncrement();
        if (index >= nanos.length) {
            return;
        }
        long sent = System.nanoTime();
        request.get().whenComplete((reply, failure) -> {
            nanos[index] = System.nanoTime() - sent;
            if (failure != null) {
                failed.incrementAndGet();
            }
            if (ended.incrementAndGet() == nanos.length) {
                over.countDown();
            } else {
                next();
            }
        });
    }

    @Override
    public String figures() {
        return figures(nanos, took);
    }

    static String figures(long[] nanos, long took) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "rate=%.0f p50=%.2f p99=%.2f",
                sorted.length * 1e9 / took,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3);
    }
}
