// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The invariants of the package that hold for every implementation, a test each. */
@Timeout(60)
abstract class WorkersContract {
    final Workers workers;
    final FakeSource source;
    final AtomicInteger refusedStarts = new AtomicInteger();
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean noThreads;

    WorkersContract(Function<Runnable, Workers> create) {
        workers = create.apply(this::beforeThreadStart);
        source = new FakeSource(workers);
    }

    private void beforeThreadStart() {
        if (noThreads) {
            refusedStarts.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread, says the test");
        }
    }

    @AfterEach
    void everyThreadEnds() {
        noThreads = false;
        over.countDown();
        source.close();
        workers.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .as("threads of the pool that still run")
                .filteredOn(thread -> thread.getName().startsWith("janus-client-"))
                .isSubsetOf(threadsBefore));
        assertThat(source.maxAtOnce).hasValueLessThanOrEqualTo(1);
        assertThat(source.unseen).hasValue(0);
    }

    static void tell(CompletableFuture<Thread> runner) {
        runner.complete(Thread.currentThread());
    }

    void block() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void everyTaskRunsOnce() throws InterruptedException {
        workers.register(source);
        int threads = 4;
        int tasks = 10_000;
        int all = threads * tasks + 1;
        AtomicInteger[] runs = Stream.generate(AtomicInteger::new).limit(all).toArray(AtomicInteger[]::new);
        Thread[] producers = new Thread[threads];
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * tasks;
            producers[thread] = new Thread(() -> {
                for (int n = first; n < first + tasks; n++) {
                    Runnable task = runs[n]::incrementAndGet;
                    if (n % 3 == 0) {
                        source.receive(task);
                    } else {
                        workers.execute(n % 3 == 1 ? task : (Delivery) task::run);
                    }
                }
            });
            producers[thread].start();
        }
        for (Thread producer : producers) {
            producer.join();
        }
        source.receive().join();
        source.close();
        workers.close();
        workers.execute(runs[all - 1]::incrementAndGet);
        await().until(() -> Stream.of(runs).allMatch(count -> count.get() > 0));
        assertThat(runs).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void noTaskWaitsForOneThatBlocks() {
        workers.register(source);
        CompletableFuture<Thread> blocked = new CompletableFuture<>();
        CompletableFuture<Thread> behind = new CompletableFuture<>();
        source.receive(
                () -> {
                    tell(blocked);
                    block();
                },
                () -> tell(behind));
        assertThat(behind.join()).isNotSameAs(blocked.join());
    }

    @Test
    void noTaskWaitsForOneThatBlocksAfterTheEnd() {
        workers.close();
        CompletableFuture<Thread> behind = new CompletableFuture<>();
        workers.execute(this::block);
        workers.execute(() -> tell(behind));
        behind.join();
    }

    @Test
    void noTaskWaitsForASource() {
        workers.register(source);
        Thread reader = source.receive().join();
        await().until(() -> reader.getState() == Thread.State.WAITING);
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        workers.execute(() -> tell(runner));
        assertThat(runner.join()).isNotSameAs(reader);
        assertThat(source.receive().join()).isSameAs(reader);
    }

    @Test
    void anyThrowableLeavesThePoolWorking() {
        workers.register(source);
        for (int n = 0; n < 10; n++) {
            source.receive(
                    () -> sneakyThrow(new IOException("a checked exception, on purpose")),
                    () -> sneakyThrow(new Throwable("on purpose")),
                    () -> sneakyThrow(new StackOverflowError("on purpose")),
                    () -> sneakyThrow(new IllegalStateException("on purpose")));
        }
        // If a worker that died were still counted, none would be started for this task.
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        source.receive(() -> tell(runner)).join();
        runner.join();
        await().until(() -> source.pollers.stream().anyMatch(poller -> poller.getState() == Thread.State.WAITING));
        CompletableFuture<Thread> fromElsewhere = new CompletableFuture<>();
        workers.execute(() -> tell(fromElsewhere));
        fromElsewhere.join();
    }

    @Test
    void deliveriesAreBounded() {
        workers.register(source);
        AtomicInteger begun = new AtomicInteger();
        int more = 10;
        for (int n = 0; n < Workers.MAX_DELIVERIES + more; n++) {
            source.receive((Delivery) () -> {
                begun.incrementAndGet();
                block();
            });
        }
        await().until(() -> begun.get() == Workers.MAX_DELIVERIES);
        for (int n = 0; n < 50; n++) {
            CompletableFuture<Thread> completion = new CompletableFuture<>();
            source.receive(() -> tell(completion));
            completion.join();
        }
        assertThat(begun).hasValue(Workers.MAX_DELIVERIES);
        over.countDown();
        await().until(() -> begun.get() == Workers.MAX_DELIVERIES + more);
    }

    /** As 400 listeners that wait for the answer to a request, and functions behind the answers that wait, too. */
    @Test
    void completionsRunHoweverManyDeliveriesBlock() {
        workers.register(source);
        int listeners = Workers.MAX_DELIVERIES + 144;
        AtomicInteger done = new AtomicInteger();
        for (int n = 0; n < listeners; n++) {
            source.receive((Delivery) () -> {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                CompletableFuture<Integer> second = new CompletableFuture<>();
                CompletableFuture<Integer> chained = answer.thenApply(one -> {
                    source.receive(() -> second.complete(1));
                    return one + second.join();
                });
                source.receive(() -> answer.complete(1));
                done.addAndGet(chained.join());
            });
        }
        await().until(() -> done.get() == 2 * listeners);
    }

    @Test
    void tasksWaitWhileThereIsNoThread() {
        noThreads = true;
        workers.register(source);
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        workers.execute(() -> tell(first));
        workers.execute((Delivery) () -> tell(second));
        await().until(() -> refusedStarts.get() > 3);
        assertThat(first).isNotDone();
        noThreads = false;
        first.join();
        second.join();
        source.receive().join();
    }

    @Test
    void aSourceIsPolledByOneThreadAtATime() {
        workers.register(source);
        for (int n = 0; n < 20; n++) {
            // Each one that blocks makes another thread poll; everyThreadEnds() looks at what the source has noted.
            source.receive(this::block).join();
        }
        source.receive().join();
    }

    @Test
    void aSourceIsPolledHoweverManyTasksBlock() {
        workers.register(source);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Thread> waited = new CompletableFuture<>();
        source.receive(() -> {
            answer.join();
            tell(waited);
        });
        Thread reader = source.receive(() -> answer.complete(null)).join();
        assertThat(waited.join()).isNotSameAs(reader);
        AtomicInteger blocked = new AtomicInteger();
        int tasks = Workers.MAX_DELIVERIES + 44;
        for (int n = 0; n < tasks; n++) {
            source.receive(() -> {
                blocked.incrementAndGet();
                block();
            });
        }
        await().until(() -> blocked.get() == tasks);
        for (int n = 0; n < 10; n++) {
            source.receive().join();
        }
    }

    @Test
    void aSourceIsPolledHoweverManyTasksThereAre() {
        workers.register(source);
        AtomicBoolean enough = new AtomicBoolean();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (!enough.get()) {
                    workers.execute(this);
                }
            }
        };
        source.receive(again, again, again);
        for (int n = 0; n < 1_000; n++) {
            source.receive().join();
        }
        enough.set(true);
    }

    @Test
    void severalSourcesArePolledAtOnce() {
        FakeSource more = new FakeSource(workers);
        workers.register(source);
        workers.register(more);
        assertThat(source.receive().join()).isNotSameAs(more.receive().join());
        source.receive(this::block).join();
        source.receive(this::block).join();
        more.receive(this::block).join();
        source.receive().join();
        more.receive().join();
        more.close();
    }

    @Test
    void aSourceThatFailsIsPolledAgain() {
        workers.register(source);
        source.arrive(() -> sneakyThrow(new IllegalStateException("on purpose")));
        source.arrive(() -> sneakyThrow(new IOException("on purpose")));
        source.arrive(() -> sneakyThrow(new OutOfMemoryError("on purpose")));
        assertThat(source.receive().join().isAlive()).isTrue();
    }

    @Test
    void noInterruptReachesASource() {
        workers.register(source);
        CompletableFuture<Thread> interrupted = new CompletableFuture<>();
        source.receive(() -> {
            Thread.currentThread().interrupt();
            tell(interrupted);
        });
        interrupted.join();
        for (int n = 0; n < 100; n++) {
            source.receive().join();
        }
        assertThat(source.interrupts).hasValue(0);
    }
}
