// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.connection.KeptEvents.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one stream, and what is kept for them; the rules are in {@link EventStream}.
 *
 * <p>Threading: all of it runs on the stream's own turn, but for the timer.
 */
final class EventListeners {
    private static final Logger log = LoggerFactory.getLogger(EventListeners.class);

    /** One registration. */
    record Listener<E>(Class<E> type, BiConsumer<? super E, Emission> consumer) {
        boolean takes(Class<?> event) {
            return type.isAssignableFrom(event);
        }

        void accept(Object event, Emission emission) {
            consumer.accept(type.cast(event), emission);
        }
    }

    private enum State {
        /** Each event goes to the listeners there are. */
        LIVE,
        /** The first listener has been registered and events wait: others are about to follow. */
        FIRST_LISTENERS,
        /** Nothing is delivered until {@link #open()}. */
        HELD
    }

    private static final Listener<?>[] NONE = {};

    private final DeliveryOptions options;
    private final LongFunction<Object> eventsDropped;

    /** Has {@link #settle()} called on the stream's turn. */
    private final Runnable settleSoon;

    private Listener<?>[] listeners = NONE;
    private State state = State.LIVE;
    private @Nullable KeptEvents kept;

    /** What is to run once everything before it has been delivered; null while nothing waits for that. */
    private @Nullable List<Runnable> afterwards;

    /** Until when what is delivered is also kept, if {@link #registering}. */
    private long windowEnd;

    private boolean registering;
    private boolean settleComes;

    /** Dropped events that no listener has been told of; and those that only listeners of this window have been told of. */
    private long dropped;

    private long droppedInWindow;

    EventListeners(DeliveryOptions options, LongFunction<Object> eventsDropped, Runnable settleSoon) {
        this.options = options;
        this.eventsDropped = eventsDropped;
        this.settleSoon = settleSoon;
    }

    void deliver(Emission emission) {
        settleIfOver();
        if (state != State.LIVE) {
            keep(emission, emission.served());
            return;
        }
        Emission left = tellAll(emission);
        if (left == null) {
            if (registering && !emission.served() && isInWindow()) {
                keep(emission, true);
                settleLater();
            }
        } else if (!left.served()) {
            keep(left, false);
        }
    }

    /** So many events were lost in this place of the order. */
    void dropped(long count) {
        dropped += count;
        tellDropped();
    }

    void add(Listener<?> listener) {
        settleIfOver();
        boolean first = listeners.length == 0;
        listeners = Arrays.copyOf(listeners, listeners.length + 1);
        listeners[listeners.length - 1] = listener;
        if (state != State.LIVE) {
            return;
        }
        registering = true;
        windowEnd = options.scheduler.nanoTime() + EventStream.REGISTRATION_WINDOW.toNanos();
        boolean waits = dropped > 0 || (kept != null && !kept.isEmpty());
        if (first && waits) {
            state = State.FIRST_LISTENERS;
            settleLater();
        } else {
            tellKept(listener);
        }
    }

    @SuppressWarnings("ReferenceEquality") // one listener may be registered twice
    void remove(Listener<?> listener) {
        List<Listener<?>> rest = new ArrayList<>(Arrays.asList(listeners));
        rest.removeIf(one -> one == listener);
        listeners = rest.toArray(NONE);
        if (state == State.LIVE) {
            settle();
        }
    }

    void hold() {
        state = State.HELD;
    }

    void open() {
        if (state == State.HELD) {
            state = State.FIRST_LISTENERS;
            settle();
        }
    }

    /** All listeners that belong together are there: delivers what waits, and forgets what all of them have had. */
    void settle() {
        settleComes = false;
        if (state == State.HELD) {
            return;
        }
        registering = false;
        if (state == State.FIRST_LISTENERS) {
            state = State.LIVE;
            tellDropped();
            if (kept != null) {
                kept.forEach(this::tellAll);
            }
            runAfterwards();
        }
        droppedInWindow = 0;
        if (kept != null) {
            kept.removeDelivered();
            if (kept.isEmpty()) {
                kept = null;
            }
        }
    }

    /** Runs something once the listeners have had what came before. */
    void afterwards(Runnable task) {
        if (state == State.LIVE) {
            task.run();
        } else {
            if (afterwards == null) {
                afterwards = new ArrayList<>();
            }
            afterwards.add(task);
        }
    }

    private void runAfterwards() {
        List<Runnable> tasks = afterwards;
        afterwards = null;
        if (tasks != null) {
            for (Runnable task : tasks) {
                try {
                    task.run();
                } catch (Throwable e) {
                    options.logs.error(log, e, "a task behind the events of a handle failed");
                }
            }
        }
    }

    private boolean isInWindow() {
        registering = options.scheduler.nanoTime() - windowEnd < 0;
        return registering;
    }

    /** The timer may be late, or have ended with its client. */
    private void settleIfOver() {
        if (state == State.FIRST_LISTENERS && options.scheduler.nanoTime() - windowEnd >= 0) {
            settle();
        }
    }

    private void settleLater() {
        if (!settleComes) {
            settleComes = true;
            options.scheduler.once(EventStream.REGISTRATION_WINDOW, settleSoon);
        }
    }

    private void keep(Emission emission, boolean delivered) {
        if (kept == null) {
            kept = new KeptEvents(options.maxUndeliveredEvents, options.undelivered);
        }
        int lost = kept.add(emission, delivered);
        if (lost > 0) {
            options.logs.warn(log, "more events wait for a listener than allowed; the oldest are dropped");
            dropped(lost);
        }
    }

    /** Delivers to every listener of the type; gives back what is left if there is none, undecoded if need be. */
    private @Nullable Emission tellAll(Emission emission) {
        Object event = null;
        for (Listener<?> listener : listeners) {
            if (listener.takes(emission.type())) {
                if (event == null) {
                    event = decode(emission);
                    if (event == null) {
                        return tellAll(emission.undecoded());
                    }
                }
                tell(listener, event, emission);
            }
        }
        return event == null ? emission : null;
    }

    private void tellAll(Kept one) {
        Emission left = tellAll(one.emission);
        if (left == null) {
            mark(one);
        } else {
            replace(one, left);
        }
    }

    private void tellKept(Listener<?> listener) {
        if (dropped + droppedInWindow > 0) {
            Object event = eventsDropped.apply(dropped + droppedInWindow);
            if (listener.takes(event.getClass())) {
                droppedInWindow += dropped;
                dropped = 0;
                tell(listener, event, new Plain(event));
            }
        }
        if (kept != null) {
            kept.forEach(one -> tellKept(listener, one));
            if (kept.hasDelivered()) {
                settleLater();
            }
        }
    }

    private void tellKept(Listener<?> listener, Kept one) {
        if (!listener.takes(one.emission.type())) {
            return;
        }
        Object event = decode(one.emission);
        if (event != null) {
            mark(one);
            tell(listener, event, one.emission);
        } else {
            // What stands for it is new to all of them.
            replace(one, one.emission.undecoded());
            tellAll(one);
        }
    }

    private void mark(Kept one) {
        if (kept != null) {
            kept.markDelivered(one);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very same
    private void replace(Kept one, Emission by) {
        if (kept != null && one.emission != by) {
            kept.replace(one, by);
        }
    }

    private void tellDropped() {
        if (dropped == 0 || state != State.LIVE) {
            return;
        }
        Object event = eventsDropped.apply(dropped);
        for (Listener<?> listener : listeners) {
            if (listener.takes(event.getClass())) {
                droppedInWindow += registering ? dropped : 0;
                dropped = 0;
                tell(listener, event, new Plain(event));
            }
        }
    }

    /** The event; null if it can't be decoded. */
    private @Nullable Object decode(Emission emission) {
        try {
            return emission.event();
        } catch (RuntimeException e) {
            options.logs.warn(
                    log,
                    "an event does not fit its type {} and is delivered as an unknown one: {}",
                    emission.type().getSimpleName(),
                    e.getMessage());
            return null;
        }
    }

    private void tell(Listener<?> listener, Object event, Emission emission) {
        try {
            listener.accept(event, emission);
        } catch (Throwable e) {
            // Checked ones too, which a listener written in another language, or carelessly, can throw.
            options.logs.error(
                    log, e, "a listener for {} failed", listener.type().getSimpleName());
        }
    }

    /** An event that needs no decoding. */
    record Plain(Object event) implements Emission {
        @Override
        public Class<?> type() {
            return event.getClass();
        }

        @Override
        public Emission undecoded() {
            return this;
        }
    }
}
