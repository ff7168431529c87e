// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ManualScheduler;
import dev.janusclient.internal.log.LogBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random interleavings of events, registrations and turns, against the rules that {@link EventStream} states. */
class ListenerOrderTest {
    private static final int LIMIT = 20;

    private sealed interface Event permits Even, Odd, Dropped {}

    private record Even(int n) implements Event {}

    private record Odd(int n) implements Event {}

    private record Dropped(long count) implements Event {}

    private record Emitted(Event event) implements Emission {
        @Override
        public Class<?> type() {
            return event.getClass();
        }

        @Override
        public int bytes() {
            return 10;
        }

        @Override
        public Emission undecoded() {
            return this;
        }
    }

    private static final class Listening {
        final Class<? extends Event> type;
        final int registeredAfter;
        final List<Event> heard = new ArrayList<>();

        Listening(Class<? extends Event> type, int registeredAfter) {
            this.type = type;
            this.registeredAfter = registeredAfter;
        }

        List<Integer> numbers() {
            List<Integer> numbers = new ArrayList<>();
            for (Event event : heard) {
                if (event instanceof Even even) {
                    numbers.add(even.n());
                } else if (event instanceof Odd odd) {
                    numbers.add(odd.n());
                }
            }
            return numbers;
        }
    }

    private final ManualScheduler time = new ManualScheduler();
    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
    private final List<Listening> all = new ArrayList<>();
    private long dropped;
    private int emitted;

    /** Shared, so that the limits of bytes are out of balance if a stream does not give back what it took. */
    private DeliveryOptions options(int capacity) {
        return new DeliveryOptions(
                turns::add,
                time,
                LIMIT,
                new ByteBudget(1 << 20),
                OverflowPolicy.DROP_OLDEST,
                capacity,
                new LogBudget(time::nanoTime));
    }

    private EventStream stream(DeliveryOptions options) {
        return new EventStream(options, new EventStream.Owner() {
            @Override
            public Object eventsDropped(long count) {
                return new Dropped(count);
            }

            @Override
            public Object listenerAbandoned(int waiting) {
                throw new AssertionError("nothing is given up");
            }
        });
    }

    private void emit(EventStream stream) {
        int n = ++emitted;
        stream.emit(new Emitted(n % 2 == 0 ? new Even(n) : new Odd(n)));
    }

    private void listen(EventStream stream, Class<? extends Event> type) {
        Listening listening = new Listening(type, emitted);
        all.add(listening);
        stream.on(type, listening.heard::add);
    }

    private void takeTurns() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    private void finish(EventStream stream) {
        takeTurns();
        time.advance(EventStream.REGISTRATION_WINDOW);
        takeTurns();
        stream.settle();
        takeTurns();
    }

    /** What was sent and fits the type, from one event on. */
    private List<Integer> wire(Class<? extends Event> type, int after) {
        List<Integer> wire = new ArrayList<>();
        for (int n = after + 1; n <= emitted; n++) {
            if (type == Event.class || (type == Even.class) == (n % 2 == 0)) {
                wire.add(n);
            }
        }
        return wire;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachListenerHearsTheWireInOrderAndAllThatCameAfterItsRegistration(long seed) {
        Random random = new Random(seed);
        DeliveryOptions options = options(10_000);
        for (int run = 0; run < 500; run++) {
            emitted = 0;
            all.clear();
            EventStream stream = stream(options);
            for (int step = random.nextInt(60); step >= 0; step--) {
                switch (random.nextInt(7)) {
                    case 0 ->
                        listen(
                                stream,
                                List.of(Even.class, Odd.class, Event.class).get(random.nextInt(3)));
                    case 1 -> takeTurns();
                    case 2 -> time.advance(EventStream.REGISTRATION_WINDOW.dividedBy(1 + random.nextInt(3)));
                    case 3 -> stream.settle();
                    default -> emit(stream);
                }
            }
            finish(stream);
            for (Listening one : all) {
                assertThat(one.numbers()).doesNotHaveDuplicates().isSorted();
                assertThat(one.numbers()).containsAll(wire(one.type, one.registeredAfter));
                assertThat(wire(one.type, 0)).containsAll(one.numbers());
            }
            assertThat(options.queued.used())
                    .as("what waits for listeners to come is all that is left")
                    .isEqualTo(options.undelivered.used());
        }
    }

    /** The listeners of one window are told everything there was, or how much of it there was no room for. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void whatCameBeforeTheFirstListenersIsDeliveredToAllOfThemOrCounted(long seed) {
        Random random = new Random(seed);
        DeliveryOptions options = options(10_000);
        for (int run = 0; run < 500; run++) {
            emitted = 0;
            all.clear();
            EventStream stream = stream(options);
            boolean held = random.nextBoolean();
            if (held) {
                stream.hold();
            }
            for (int before = random.nextInt(2 * LIMIT); before > 0; before--) {
                emit(stream);
                if (random.nextInt(5) == 0) {
                    takeTurns();
                }
            }
            int registrations = 1 + random.nextInt(5);
            for (int n = 0; n < registrations; n++) {
                listen(stream, List.of(Even.class, Odd.class, Event.class).get(random.nextInt(3)));
                if (random.nextBoolean()) {
                    emit(stream);
                }
                if (random.nextBoolean()) {
                    takeTurns();
                }
            }
            listen(stream, Event.class);
            if (held) {
                stream.open();
            }
            finish(stream);
            Listening last = all.get(all.size() - 1);
            dropped = last.heard.stream()
                    .mapToLong(event -> event instanceof Dropped lost ? lost.count() : 0)
                    .sum();
            assertThat(last.numbers().size() + dropped).isEqualTo(emitted);
            for (Listening one : all) {
                assertThat(one.numbers()).isSorted().doesNotHaveDuplicates();
                if (dropped == 0) {
                    assertThat(one.numbers()).isEqualTo(wire(one.type, 0));
                } else {
                    assertThat(one.numbers())
                            .isEqualTo(last.numbers().stream()
                                    .filter(wire(one.type, 0)::contains)
                                    .toList());
                }
            }
            assertThat(options.queued.used())
                    .as("what waits for listeners to come is all that is left")
                    .isEqualTo(options.undelivered.used());
            assertThat(options.undelivered.used()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void whatIsDroppedForASlowListenerIsCounted(long seed) {
        Random random = new Random(seed);
        DeliveryOptions options = options(1 + random.nextInt(5));
        for (int run = 0; run < 500; run++) {
            emitted = 0;
            all.clear();
            EventStream stream = stream(options);
            listen(stream, Event.class);
            for (int step = random.nextInt(100); step >= 0; step--) {
                if (random.nextInt(6) == 0) {
                    takeTurns();
                } else {
                    emit(stream);
                }
            }
            finish(stream);
            Listening one = all.get(0);
            long lost = one.heard.stream()
                    .mapToLong(event -> event instanceof Dropped some ? some.count() : 0)
                    .sum();
            assertThat(one.numbers()).isSorted().doesNotHaveDuplicates();
            assertThat(one.numbers().size() + lost).isEqualTo(emitted);
            assertThat(options.queued.used())
                    .as("what waits for listeners to come is all that is left")
                    .isEqualTo(options.undelivered.used());
        }
    }
}
