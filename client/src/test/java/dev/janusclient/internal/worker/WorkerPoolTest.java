// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads, who runs what came of it, and what happens when that takes long. */
@Timeout(30)
class WorkerPoolTest {
    private final WorkerPool pool = new WorkerPool();
    private final FakeWires wires = new FakeWires();
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Wires on which things happen when the test says so. */
    private final class FakeWires implements WorkerPool.IoSource {
        private final BlockingQueue<Supplier<Boolean>> happens = new LinkedBlockingQueue<>();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger interrupts = new AtomicInteger();

        @Override
        public boolean poll() {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            seen.add(Thread.currentThread());
            try {
                Supplier<Boolean> next = pool.mayBlock() ? happens.take() : happens.poll();
                return next == null || next.get();
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
                return true;
            } finally {
                atOnce.decrementAndGet();
            }
        }

        /** Something arrives and makes these tasks; the future tells who read it. */
        CompletableFuture<Thread> bring(Runnable... tasks) {
            CompletableFuture<Thread> reader = new CompletableFuture<>();
            happens.add(() -> {
                for (Runnable task : tasks) {
                    pool.execute(task);
                }
                reader.complete(Thread.currentThread());
                return true;
            });
            return reader;
        }

        void close() {
            happens.add(() -> false);
        }
    }

    @AfterEach
    void everyThreadEnds() {
        over.countDown();
        wires.close();
        pool.release();
        await().until(() -> seen.stream().noneMatch(Thread::isAlive));
        assertThat(wires.mostAtOnce).hasValueLessThanOrEqualTo(1);
    }

    private CompletableFuture<Thread> runner() {
        return new CompletableFuture<>();
    }

    private static void tell(CompletableFuture<Thread> runner) {
        runner.complete(Thread.currentThread());
    }

    private void waitForTheEnd() {
        seen.add(Thread.currentThread());
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoHasReadSomethingRunsWhatCameOfIt() {
        pool.register(wires);
        int itself = 0;
        for (int n = 0; n < 100; n++) {
            CompletableFuture<Thread> runner = runner();
            Thread reader = wires.bring(() -> tell(runner)).join();
            itself += runner.join() == reader ? 1 : 0;
        }
        // A busy machine may keep one of them waiting for so long that another one helps.
        assertThat(itself).isGreaterThan(90);
    }

    @Test
    void aTaskThatWaitsKeepsNobodyFromReading() {
        pool.register(wires);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Thread> waited = runner();
        wires.bring(() -> {
            answer.join();
            tell(waited);
        });
        Thread reader = wires.bring(() -> answer.complete(null)).join();
        assertThat(waited.join()).isNotSameAs(reader);
    }

    @Test
    void tasksBehindOneThatWaitsAreRun() {
        pool.register(wires);
        CompletableFuture<Thread> waiting = runner();
        CompletableFuture<Thread> behind = runner();
        wires.bring(
                () -> {
                    tell(waiting);
                    waitForTheEnd();
                },
                () -> tell(behind));
        assertThat(behind.join()).isNotSameAs(waiting.join());
    }

    @Test
    void aTaskFromElsewhereDoesNotWaitForTheWires() {
        pool.register(wires);
        Thread reader = wires.bring().join();
        await().until(() -> reader.getState() == Thread.State.WAITING);
        CompletableFuture<Thread> runner = runner();
        pool.execute(() -> tell(runner));
        assertThat(runner.join()).isNotSameAs(reader);
        assertThat(wires.bring().join()).isSameAs(reader);
    }

    @Test
    void wiresAreAttendedToHoweverManyTasksWait() {
        pool.register(wires);
        AtomicInteger waiting = new AtomicInteger();
        for (int n = 0; n < WorkerPool.MAX_THREADS + 10; n++) {
            wires.bring(() -> {
                waiting.incrementAndGet();
                waitForTheEnd();
            });
        }
        await().until(() -> waiting.get() >= WorkerPool.MAX_THREADS);
        for (int n = 0; n < 10; n++) {
            wires.bring().join();
        }
        assertThat(waiting).hasValueLessThanOrEqualTo(WorkerPool.MAX_THREADS);
        over.countDown();
        await().until(() -> waiting.get() == WorkerPool.MAX_THREADS + 10);
    }

    @Test
    void wiresAreAttendedToHoweverManyTasksThereAre() {
        pool.register(wires);
        AtomicBoolean enough = new AtomicBoolean();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                seen.add(Thread.currentThread());
                if (!enough.get()) {
                    pool.execute(this);
                }
            }
        };
        wires.bring(again, again, again);
        for (int n = 0; n < 1_000; n++) {
            wires.bring().join();
        }
        enough.set(true);
    }

    @Test
    void anInterruptThatATaskLeavesDoesNotReachTheWires() {
        pool.register(wires);
        CompletableFuture<Thread> interrupted = runner();
        wires.bring(() -> {
            Thread.currentThread().interrupt();
            tell(interrupted);
        });
        Thread worker = interrupted.join();
        assertThat(Stream.generate(() -> wires.bring().join()).limit(100)).contains(worker);
        assertThat(wires.interrupts).hasValue(0);
    }

    @Test
    void onlyTheLastTaskOfAWorkerIsTheLast() {
        pool.register(wires);
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        CompletableFuture<Boolean> reading = new CompletableFuture<>();
        wires.happens.add(() -> {
            pool.execute(() -> first.complete(pool.runsLastTask()));
            pool.execute(() -> last.complete(pool.runsLastTask()));
            return reading.complete(pool.runsLastTask());
        });
        assertThat(reading.join()).isFalse();
        assertThat(first.join()).isFalse();
        assertThat(last.join()).isTrue();
        assertThat(pool.runsLastTask()).isFalse();
    }

    @Test
    void severalWiresAreAttendedToAtOnce() {
        FakeWires more = new FakeWires();
        pool.register(wires);
        pool.register(more);
        assertThat(wires.bring().join()).isNotSameAs(more.bring().join());
        wires.bring(this::waitForTheEnd).join();
        wires.bring(this::waitForTheEnd).join();
        more.bring(this::waitForTheEnd).join();
        wires.bring().join();
        more.bring().join();
        more.close();
    }

    @Test
    void wiresThatFailAreAttendedToAgain() {
        pool.register(wires);
        wires.happens.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(wires.bring().join().isAlive()).isTrue();
    }
}
