// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over between the reader and a thread that lets go of a session. */
@Timeout(120)
class RouteHandoverTest {
    private static final long HANDLE = 7;

    private final ReadBarrier barrier = new ReadBarrier();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private abstract static class Session implements SessionRoute.SessionSink {
        @Override
        public void onMessage(JanusMessage message) {}

        @Override
        public void onGone(String reason) {}

        @Override
        public void onConnectionLost(CloseReason reason) {}
    }

    private SessionRoute route() {
        return new SessionRoute(
                1, new Session() {}, 100_000, new ByteBudget(1 << 30), barrier, new LogBudget(System::nanoTime));
    }

    private static JanusMessage event(long sender, int n) {
        String frame = "{\"janus\":\"event\",\"sender\":" + sender + ",\"n\":" + n + "}";
        return JanusMessage.parse(frame.getBytes(UTF_8), 64);
    }

    private static int number(JanusMessage message) {
        return Integer.parseInt(String.valueOf(message.whole().member("n")));
    }

    private void read(SessionRoute route, JanusMessage... batch) {
        barrier.begin();
        for (JanusMessage message : batch) {
            route.onMessage(message, false);
            barrier.delivered();
        }
        barrier.end();
    }

    /** Takes its time now and then, as a reader does that loses its processor. */
    private static final class SlowSink implements SessionRoute.HandleSink {
        final List<Integer> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onMessage(JanusMessage message, boolean answered) {
            int n = number(message);
            if (n % 37 == 0) {
                LockSupport.parkNanos(1_000);
            }
            heard.add(n);
        }

        @Override
        public void onLost(long count) {
            throw new AssertionError(count + " lost");
        }
    }

    @Test
    void eachEventIsHeardBeforeTheSnapshotOrPassedOnAndNeverBothOrNeither() throws Exception {
        Random random = new Random(4711);
        for (int run = 0; run < 300; run++) {
            SessionRoute route = route();
            SlowSink handle = new SlowSink();
            boolean late = run % 3 == 0;
            if (!late) {
                route.attach(HANDLE, handle);
            }
            int events = 2_000;
            int letGoAfter = random.nextInt(events);
            int batch = 1 + random.nextInt(20);
            AtomicInteger said = new AtomicInteger();
            Future<?> reader = threads.submit(() -> {
                for (int n = 0; n < events; n += batch) {
                    JanusMessage[] messages = IntStream.range(n, Math.min(events, n + batch))
                            .mapToObj(one -> event(one % 5 == 0 ? HANDLE + 1 : HANDLE, one))
                            .toArray(JanusMessage[]::new);
                    said.set(n);
                    read(route, messages);
                }
            });
            Future<?> attaching = threads.submit(() -> {
                if (late) {
                    while (said.get() < letGoAfter / 2) {
                        Thread.onSpinWait();
                    }
                    route.attach(HANDLE, handle);
                }
            });
            while (said.get() < letGoAfter && !reader.isDone()) {
                Thread.onSpinWait();
            }
            attaching.get(20, TimeUnit.SECONDS);
            List<Integer> passedOn = Collections.synchronizedList(new ArrayList<>());
            route.divert(message -> passedOn.add(number(message)));
            List<Integer> snapshot = List.copyOf(handle.heard);
            reader.get(20, TimeUnit.SECONDS);

            assertThat(handle.heard).as("heard after the snapshot").isEqualTo(snapshot);
            assertThat(snapshot).isSorted();
            List<Integer> all = new ArrayList<>(snapshot);
            all.addAll(passedOn);
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, events).boxed().toList());
            assertThat(passedOn.stream().filter(n -> n % 5 != 0)).isSorted();
            assertThat(passedOn.stream().filter(n -> n % 5 == 0)).isSorted();
        }
    }

    @Test
    void itWaitsForADeliveryHoweverLongThatTakes() throws Exception {
        SessionRoute route = route();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
        route.attach(HANDLE, new SessionRoute.HandleSink() {
            @Override
            public void onMessage(JanusMessage message, boolean answered) {
                inside.countDown();
                await(goOn);
                heard.add(number(message));
            }

            @Override
            public void onLost(long count) {}
        });
        Future<?> reader = threads.submit(() -> read(route, event(HANDLE, 1), event(HANDLE, 2)));
        await(inside);
        List<Integer> passedOn = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch asked = new CountDownLatch(1);
        Future<List<Integer>> snapshot = threads.submit(() -> {
            asked.countDown();
            route.divert(message -> passedOn.add(number(message)));
            return List.copyOf(heard);
        });
        await(asked);
        // Far longer than any pause after which it could have gone on without an answer.
        assertThat(snapshot).failsWithin(Duration.ofMillis(200));
        goOn.countDown();
        assertThat(snapshot.get(20, TimeUnit.SECONDS)).containsExactly(1);
        reader.get(20, TimeUnit.SECONDS);
        assertThat(passedOn).containsExactly(2);
    }

    @Test
    void aCallbackOnTheReadersOwnThreadDoesNotWaitForItself() {
        SessionRoute route = route();
        List<Integer> heard = new ArrayList<>();
        List<Integer> passedOn = new ArrayList<>();
        route.attach(HANDLE, new SessionRoute.HandleSink() {
            @Override
            public void onMessage(JanusMessage message, boolean answered) {
                heard.add(number(message));
                if (heard.size() == 2) {
                    route.divert(other -> passedOn.add(number(other)));
                }
            }

            @Override
            public void onLost(long count) {}
        });
        read(route, event(HANDLE, 1), event(HANDLE, 2), event(HANDLE, 3), event(HANDLE + 1, 4));
        assertThat(heard).containsExactly(1, 2);
        assertThat(passedOn).containsExactly(3, 4);
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysSo() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<?> reader = threads.submit(() -> {
            barrier.begin();
            inside.countDown();
            await(goOn);
            barrier.end();
        });
        await(inside);
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            barrier.await();
            return Thread.interrupted();
        });
        assertThat(interrupted).failsWithin(Duration.ofMillis(100));
        goOn.countDown();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        reader.get(20, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
