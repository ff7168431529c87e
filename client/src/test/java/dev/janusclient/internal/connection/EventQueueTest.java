// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ManualScheduler;
import dev.janusclient.internal.log.LogBudget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits, and executors that refuse. */
@Timeout(60)
class EventQueueTest {
    private record Event(int n, int bytes) implements Emission {
        @Override
        public Class<?> type() {
            return Event.class;
        }

        @Override
        public Object event() {
            return this;
        }

        @Override
        public Emission undecoded() {
            return this;
        }
    }

    private final class Recorder extends EventQueue {
        Recorder(DeliveryOptions options) {
            super(options);
        }

        @Override
        void deliver(Emission emission) {
            heard.add(((Event) emission).n());
        }

        @Override
        void dropped(long count) {
            heard.add("dropped " + count);
        }

        @Override
        void detached(int waiting) {
            heard.add("detached with " + waiting);
        }

        @Override
        void detaching() {}

        @Override
        boolean pauseReading(boolean pause) {
            reading = !pause;
            return true;
        }
    }

    private final ManualScheduler time = new ManualScheduler();
    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private boolean reading = true;

    /** What the executor throws; null lets it do its work. */
    private Supplier<Throwable> refusal = () -> null;

    private EventQueue queue(OverflowPolicy policy, int capacity, long maxBytes) {
        return new Recorder(new DeliveryOptions(
                turn -> {
                    Throwable why = refusal.get();
                    if (why instanceof RuntimeException known) {
                        throw known;
                    } else if (why instanceof Error error) {
                        throw error;
                    }
                    turns.add(turn);
                },
                time,
                1,
                new ByteBudget(maxBytes),
                policy,
                capacity,
                new LogBudget(time::nanoTime)));
    }

    private void catchUp() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    private void refuseAndRecover(Throwable why, Runnable recovery) {
        EventQueue queue = queue(OverflowPolicy.DROP_OLDEST, 100, 1000);
        heard.clear();
        refusal = () -> why;
        queue.add(new Event(1, 1));
        queue.add(new Event(2, 1));
        assertThat(turns).isEmpty();
        refusal = () -> null;
        recovery.run();
        if (turns.isEmpty()) {
            queue.add(new Event(3, 1));
        }
        assertThat(turns).hasSize(1);
        catchUp();
        assertThat(heard).startsWith(1, 2);
        assertThat(queue.queued()).isZero();
    }

    @Test
    void anExecutorThatRefusesOnceIsTriedAgainWithTheNextEvent() {
        refuseAndRecover(new RejectedExecutionException("full"), () -> {});
        assertThat(heard).containsExactly(1, 2, 3);
        refuseAndRecover(new IllegalStateException("broken"), () -> {});
        refuseAndRecover(new OutOfMemoryError("unable to create native thread"), () -> {});
    }

    @Test
    void anExecutorThatRefusesOnceIsTriedAgainAfterAPauseWithoutAnotherEvent() {
        refuseAndRecover(new RejectedExecutionException("full"), () -> time.advance(Duration.ofSeconds(1)));
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void anExecutorThatAlwaysRefusesIsNotAskedForEver() {
        EventQueue queue = queue(OverflowPolicy.DROP_OLDEST, 100, 1000);
        AtomicLong asked = new AtomicLong();
        refusal = () -> {
            asked.incrementAndGet();
            return new IllegalStateException("broken");
        };
        queue.add(new Event(1, 1));
        time.advance(Duration.ofHours(1));
        assertThat(asked.get()).isBetween(2L, 20L);
        assertThat(time.activeTasks()).isZero();
    }

    @Test
    void whatAnExecutorRefusesIsLoggedOnceAndNotAThousandTimes() {
        EventQueue queue = queue(OverflowPolicy.DROP_OLDEST, 10, 1000);
        refusal = () -> new IllegalStateException("broken");
        String logged = logOf(() -> IntStream.range(0, 1000).forEach(n -> queue.add(new Event(n, 1))));
        assertThat(logged.lines().filter(line -> line.contains("refuses"))).hasSize(1);
        assertThat(queue.queued()).isLessThanOrEqualTo(11);
    }

    @Test
    void anExecutorServiceThatIsShutDownKeepsNothing() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        EventQueue queue = new Recorder(new DeliveryOptions(
                closed, time, 1, new ByteBudget(1000), OverflowPolicy.DROP_OLDEST, 100, new LogBudget(time::nanoTime)));
        for (int n = 0; n < 10; n++) {
            queue.add(new Event(n, 10));
            queue.run(() -> heard.add("task"));
        }
        assertThat(queue.queued()).isZero();
        assertThat(heard).isEmpty();
        assertThat(time.activeTasks()).isZero();
    }

    @Test
    void bytesAreLimitedAsWellAsEvents() {
        EventQueue queue = queue(OverflowPolicy.DROP_OLDEST, 1000, 5_000);
        for (int n = 1; n <= 100; n++) {
            queue.add(new Event(n, 100));
        }
        catchUp();
        assertThat(heard).hasSize(51).endsWith("dropped 50").startsWith(1, 2).contains(50);
        queue.add(new Event(101, 100));
        catchUp();
        assertThat(heard).endsWith(101);
    }

    @Test
    void whoIsSlowDoesNotTakeTheRoomOfOthers() {
        DeliveryOptions shared = new DeliveryOptions(
                turns::add,
                time,
                1,
                new ByteBudget(1_000),
                OverflowPolicy.DROP_OLDEST,
                1000,
                new LogBudget(time::nanoTime));
        EventQueue slow = new Recorder(shared);
        for (int n = 1; n <= 100; n++) {
            slow.add(new Event(n, 100));
        }
        turns.clear();
        EventQueue quick = new Recorder(shared);
        for (int round = 0; round < 100; round++) {
            for (int n = 1; n <= 10; n++) {
                quick.add(new Event(n, 100));
            }
            catchUp();
        }
        assertThat(heard).hasSize(1000).doesNotContain("dropped 1");
    }

    @Test
    void readingStopsForBytesAndGoesOn() {
        EventQueue queue = queue(OverflowPolicy.PAUSE_READING, 1000, 5_000);
        for (int n = 1; n <= 60; n++) {
            assertThat(reading).isEqualTo(n <= 51);
            queue.add(new Event(n, 100));
        }
        catchUp();
        assertThat(reading).isTrue();
        assertThat(heard).isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
    }

    @Test
    void readingGoesOnIfTheExecutorRefuses() {
        EventQueue queue = queue(OverflowPolicy.PAUSE_READING, 2, 5_000);
        refusal = () -> new IllegalStateException("broken");
        for (int n = 1; n <= 10; n++) {
            queue.add(new Event(n, 100));
            assertThat(reading).isTrue();
        }
    }

    /** What is done must not count as waiting: a drop would be one although there is room. */
    @Test
    void nothingIsDroppedWhileThereIsRoom() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int run = 0; run < 300; run++) {
                heard.clear();
                int events = 2_000;
                EventQueue queue = new Recorder(new DeliveryOptions(
                        pool,
                        time,
                        1,
                        new ByteBudget(1 << 20),
                        OverflowPolicy.DROP_OLDEST,
                        events,
                        new LogBudget(time::nanoTime)));
                CountDownLatch tasks = new CountDownLatch(3);
                for (int n = 0; n < events; n++) {
                    if (n % 700 == 0) {
                        queue.run(tasks::countDown);
                    }
                    queue.add(new Event(n, 1));
                }
                assertThat(tasks.await(10, TimeUnit.SECONDS)).isTrue();
                await().pollInterval(Duration.ofMillis(1)).until(() -> queue.queued() == 0);
                assertThat(heard).isEqualTo(IntStream.range(0, events).boxed().toList());
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
