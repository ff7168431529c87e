// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ManualScheduler;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.log.LogBudget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private record Overflow(long lost) {}

    private record GivenUp(int waiting) {}

    /** Keeps count of what a stream asks for. */
    private static class Owner implements EventStream.Owner {
        @Override
        public Object eventsDropped(long lost) {
            return new Overflow(lost);
        }

        @Override
        public Object listenerAbandoned(int waiting) {
            return new GivenUp(waiting);
        }
    }

    private record Emitted(Object event, boolean served) implements Emission {
        @Override
        public Class<?> type() {
            return event.getClass();
        }

        @Override
        public Emission undecoded() {
            return new Emitted("undecoded", false);
        }
    }

    /** Claims to be an Integer and can't be decoded. */
    private static final Emission BROKEN = new Emission() {
        @Override
        public Class<?> type() {
            return Integer.class;
        }

        @Override
        public Object event() {
            throw new JanusProtocolException("does not fit");
        }

        @Override
        public Emission undecoded() {
            return new Emitted("undecoded", false);
        }
    };

    private final ManualScheduler time = new ManualScheduler();
    private final EventStream stream = stream(Runnable::run, 3, OverflowPolicy.DROP_OLDEST, 10_000);

    private EventStream stream(Executor executor, int maxUndelivered, OverflowPolicy policy, int capacity) {
        return new EventStream(
                new DeliveryOptions(
                        executor,
                        time,
                        maxUndelivered,
                        new ByteBudget(1 << 20),
                        policy,
                        capacity,
                        new LogBudget(time::nanoTime)),
                new Owner());
    }

    /** The listeners that belong together are there. */
    private void settle() {
        time.advance(EventStream.REGISTRATION_WINDOW);
    }

    private final List<Object> heard = new ArrayList<>();

    private void emit(Object... events) {
        for (Object event : events) {
            stream.emit(new Emitted(event, false));
        }
    }

    @Test
    void aLateSubscriberGetsWhatWaitedInOrderAndThenTheRest() {
        emit(1, 2, 3);
        stream.on(Integer.class, heard::add);
        settle();
        emit(4);
        assertThat(heard).containsExactly(1, 2, 3, 4);
    }

    @Test
    void listenersThatAreRegisteredTogetherAllHearWhatWaited() {
        emit("call", 1);
        stream.on(Object.class, event -> heard.add("log " + event));
        stream.on(String.class, event -> heard.add("call " + event));
        stream.settle();
        assertThat(heard).containsExactly("log call", "call call", "log 1");
    }

    @Test
    void whatWaitedIsDeliveredInTheOrderOfTheWireAndNotOfTheRegistrations() {
        emit("call", 1);
        stream.on(Integer.class, heard::add);
        emit("more");
        stream.on(String.class, heard::add);
        assertThat(heard).isEmpty();
        settle();
        assertThat(heard).containsExactly("call", 1, "more");
    }

    @Test
    void whatWaitsIsKeptUntilThereIsAListenerForIt() {
        emit("a", 1, "b");
        stream.on(Integer.class, heard::add);
        settle();
        assertThat(heard).containsExactly(1);
        stream.on(CharSequence.class, heard::add);
        assertThat(heard).containsExactly(1, "a", "b");
        settle();
        stream.on(Object.class, heard::add);
        assertThat(heard).hasSize(3);
    }

    @Test
    void lateListenersTakeNothingFromEachOtherEither() {
        stream.on(Integer.class, heard::add);
        settle();
        emit("call");
        stream.on(Object.class, event -> heard.add("log " + event));
        emit("hangup");
        stream.on(String.class, event -> heard.add("call " + event));
        assertThat(heard).containsExactly("log call", "log hangup", "call call", "call hangup");
    }

    @Test
    void whoEndsARegistrationAndBeginsAnotherHearsNothingTwice() {
        for (int n = 1; n <= 3; n++) {
            Runnable registration = stream.on(Integer.class, heard::add);
            emit(n);
            registration.run();
        }
        assertThat(heard).containsExactly(1, 2, 3);
        emit(4);
        Runnable first = stream.on(Integer.class, heard::add);
        settle();
        first.run();
        stream.on(Integer.class, heard::add);
        settle();
        assertThat(heard).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatARequestCausesIsNotDeliveredToListenersThatComeAfterIt() {
        stream.on(Integer.class, heard::add);
        stream.settle();
        emit(1);
        List<Object> late = new ArrayList<>();
        stream.on(Object.class, late::add);
        settle();
        assertThat(late).isEmpty();
    }

    @Test
    void aQuietStreamLeavesNoTimerBehind() {
        stream.on(Integer.class, heard::add);
        emit(1);
        assertThat(time.activeTasks()).isEqualTo(1);
        settle();
        stream.on(Integer.class, heard::add);
        assertThat(time.activeTasks()).isZero();
        settle();
        emit(2);
        assertThat(time.activeTasks()).isZero();
    }

    @Test
    void heldEventsGoToAllListenersInOrderOnceItIsOpen() {
        stream.hold();
        emit("call", 1);
        stream.on(Integer.class, heard::add);
        stream.emit(new Emitted(2, true));
        stream.afterDelivery(() -> heard.add("after"));
        settle();
        stream.settle();
        stream.on(Object.class, event -> heard.add("log " + event));
        assertThat(heard).isEmpty();
        stream.open();
        assertThat(heard).containsExactly("log call", 1, "log 1", 2, "log 2", "after");
        stream.on(String.class, heard::add);
        assertThat(heard).hasSize(6);
        emit("live");
        assertThat(heard.subList(6, heard.size())).containsExactly("log live", "live");
    }

    @Test
    void aBurstInTheTimeOfTheFirstRegistrationsIsNotTooMuch() {
        emit(1, 2, 3);
        stream.on(Integer.class, heard::add);
        for (int n = 4; n <= 1_000; n++) {
            emit(n);
        }
        settle();
        assertThat(heard).isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
    }

    @Test
    void tooManyHeldEventsAreCounted() {
        stream.hold();
        emit(1, 2, 3, 4, 5);
        stream.on(Object.class, heard::add);
        stream.open();
        assertThat(heard).containsExactly(new Overflow(2), 3, 4, 5);
    }

    @Test
    void whatAnsweredARequestDoesNotWaitButIsHeard() {
        stream.emit(new Emitted(1, true));
        stream.on(Integer.class, heard::add);
        assertThat(heard).isEmpty();
        stream.emit(new Emitted(2, true));
        assertThat(heard).containsExactly(2);
    }

    @Test
    void anOverflowTellsHowManyWereLostAndTheNewestAreKept() {
        emit(1, 2, 3, 4, 5);
        stream.on(Object.class, heard::add);
        settle();
        assertThat(heard).containsExactly(new Overflow(2), 3, 4, 5);
        emit(6);
        assertThat(heard).containsExactly(new Overflow(2), 3, 4, 5, 6);
    }

    @Test
    void everyListenerOfOverflowsHearsOfOne() {
        List<Object> second = new ArrayList<>();
        stream.on(Overflow.class, heard::add);
        stream.on(Overflow.class, second::add);
        emit("a", "b", "c", "d", "e");
        assertThat(heard).containsExactly(new Overflow(1), new Overflow(1));
        assertThat(second).isEqualTo(heard);
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        stream.on(Integer.class, event -> {
            throw new IllegalStateException("on purpose");
        });
        stream.on(Integer.class, event -> {
            throw new AssertionError("on purpose");
        });
        stream.on(Integer.class, event -> sneakily(new IOException("on purpose")));
        stream.on(Integer.class, heard::add);
        emit(1, 2);
        assertThat(heard).containsExactly(1, 2);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakily(Throwable checked) throws T {
        throw (T) checked;
    }

    @Test
    void anEventThatCannotBeDecodedIsDeliveredAsWhatItIs() {
        stream.on(Object.class, heard::add);
        stream.emit(BROKEN);
        emit(2);
        assertThat(heard).containsExactly("undecoded", 2);
    }

    @Test
    void anEventThatCannotBeDecodedDoesNotTakeThoseThatWaitBehindItAlong() {
        emit(1);
        stream.emit(BROKEN);
        emit(2);
        stream.on(Integer.class, heard::add);
        stream.on(String.class, heard::add);
        settle();
        assertThat(heard).containsExactly(1, "undecoded", 2);
    }

    @Test
    void anEndedSubscriptionHearsNothingMore() {
        Runnable registration = stream.on(Integer.class, heard::add);
        emit(1);
        registration.run();
        registration.run();
        emit(2);
        assertThat(heard).containsExactly(1);
        stream.on(Integer.class, heard::add);
        settle();
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void aListenerMayEndItsOwnSubscription() {
        Runnable[] own = new Runnable[1];
        own[0] = stream.on(Integer.class, event -> {
            heard.add(event);
            own[0].run();
        });
        emit(1, 2);
        assertThat(heard).containsExactly(1);
    }

    @Test
    void aListenerThatCausesAnEventDoesNotHearItInTheMiddleOfItsTurn() {
        stream.on(Integer.class, event -> {
            heard.add("begin " + event);
            if (event == 1) {
                emit(2);
            }
            heard.add("end " + event);
        });
        emit(1);
        assertThat(heard).containsExactly("begin 1", "end 1", "begin 2", "end 2");
    }

    @Test
    void eventsComeOneAtATimeAndInOrderFromAPoolOfThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            EventStream pooled = stream(pool, 10, OverflowPolicy.DROP_OLDEST, 20_000);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(20_000);
            pooled.on(Integer.class, event -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                heard.add(event);
                inside.decrementAndGet();
                all.countDown();
            });
            for (int i = 0; i < 20_000; i++) {
                pooled.emit(new Emitted(i, false));
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(1);
            assertThat(heard).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aQuietStreamOccupiesNoThread() {
        Queue<Runnable> queue = new ArrayDeque<>();
        EventStream queued = stream(queue::add, 10, OverflowPolicy.DROP_OLDEST, 10_000);
        queued.on(Integer.class, heard::add);
        queued.emit(new Emitted(1, false));
        queued.emit(new Emitted(2, false));
        assertThat(queue).hasSize(1);
        queue.remove().run();
        assertThat(heard).containsExactly(1, 2);
        assertThat(queue).isEmpty();
        queued.emit(new Emitted(3, false));
        assertThat(queue).hasSize(1);
    }

    @Test
    void anExecutorThatIsShutDownKeepsNothingAlive() {
        AtomicInteger refused = new AtomicInteger();
        EventStream closed = stream(
                task -> {
                    refused.incrementAndGet();
                    throw new RejectedExecutionException();
                },
                10,
                OverflowPolicy.DROP_OLDEST,
                10_000);
        closed.on(Integer.class, heard::add);
        closed.emit(new Emitted(1, false));
        closed.emit(new Emitted(2, false));
        assertThat(refused).hasValue(3);
        assertThat(heard).isEmpty();
    }

    /** Keeps what it is given until the test wants it to run: as if listeners were slow. */
    private final Queue<Runnable> turns = new ArrayDeque<>();

    private EventStream slow(OverflowPolicy policy) {
        EventStream slow = stream(turns::add, 10, policy, 3);
        slow.on(Object.class, heard::add);
        return slow;
    }

    private void catchUp() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    @Test
    void theOldestOfTooManyGiveWayInTheirPlaceInTheOrder() {
        EventStream slow = slow(OverflowPolicy.DROP_OLDEST);
        for (int n = 1; n <= 8; n++) {
            slow.emit(new Emitted(n, false));
        }
        assertThat(slow.queued()).isEqualTo(4);
        catchUp();
        assertThat(heard).containsExactly(new Overflow(5), 6, 7, 8);
        assertThat(slow.queued()).isZero();
    }

    @Test
    void whatIsDeliveredLateIsNeverDropped() {
        EventStream slow = slow(OverflowPolicy.DROP_OLDEST);
        for (int n = 1; n <= 100; n++) {
            slow.emit(new Replayed(n));
        }
        for (int n = 101; n <= 105; n++) {
            slow.emit(new Emitted(n, false));
        }
        slow.run(() -> heard.add("task"));
        catchUp();
        assertThat(heard.subList(0, 100))
                .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(heard.subList(100, heard.size())).containsExactly(new Overflow(2), 103, 104, 105, "task");
    }

    @Test
    void aStreamThatIsGivenUpTellsWhatWaitedAndThatItIsTheEnd() {
        EventStream slow = slow(OverflowPolicy.DETACH);
        catchUp();
        for (int n = 1; n <= 8; n++) {
            slow.emit(new Emitted(n, false));
        }
        catchUp();
        slow.emit(new Emitted(9, false));
        catchUp();
        assertThat(heard).containsExactly(1, 2, 3, new GivenUp(3));
    }

    private record Replayed(Object event) implements Emission {
        @Override
        public Class<?> type() {
            return event.getClass();
        }

        @Override
        public boolean replayed() {
            return true;
        }

        @Override
        public Emission undecoded() {
            return this;
        }
    }
}
