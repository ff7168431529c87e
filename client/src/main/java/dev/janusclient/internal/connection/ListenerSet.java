// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one stream, in the order of their registration. Whatever one of them throws is logged and does not disturb
 * the others. Not thread-safe.
 */
final class ListenerSet {
    private static final Logger log = LoggerFactory.getLogger(ListenerSet.class);

    /**
     * One registration.
     *
     * @param until takes nothing any more once this is done; null for a listener that is registered until it is removed
     */
    record Listener<E>(Class<E> type, BiConsumer<? super E, Emission> consumer, @Nullable CompletableFuture<?> until) {
        boolean takes(Class<?> event) {
            return type.isAssignableFrom(event) && (until == null || !until.isDone());
        }

        /** Whether it ends by itself; what is kept for listeners that are registered together is not for it. */
        boolean endsItself() {
            return until != null;
        }

        void accept(Object event, Emission emission) {
            consumer.accept(type.cast(event), emission);
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

    private static final Listener<?>[] NONE = {};

    private final LogBudget logs;
    private Listener<?>[] listeners = NONE;

    ListenerSet(LogBudget logs) {
        this.logs = logs;
    }

    boolean isEmpty() {
        return listeners.length == 0;
    }

    void add(Listener<?> listener) {
        listeners = Arrays.copyOf(listeners, listeners.length + 1);
        listeners[listeners.length - 1] = listener;
    }

    @SuppressWarnings("ReferenceEquality") // one listener may be registered twice
    void remove(Listener<?> listener) {
        List<Listener<?>> rest = new ArrayList<>(Arrays.asList(listeners));
        rest.removeIf(one -> one == listener);
        listeners = rest.toArray(NONE);
    }

    /** No event will come any more: fails what waits for one. */
    void end(Throwable why) {
        for (Listener<?> listener : listeners) {
            CompletableFuture<?> waiting = listener.until();
            if (waiting != null) {
                waiting.completeExceptionally(why);
            }
        }
    }

    /**
     * Delivers to every listener of the type. An event that can't be decoded is delivered as what stands for it.
     *
     * @return what is left if there is no listener for it; null if there was one
     */
    @Nullable Emission tellAll(Emission emission) {
        return tellAll(emission, false);
    }

    /**
     * As {@link #tellAll(Emission)}.
     *
     * @param delivered whether a listener has had it before: then it is not for those that end by themselves
     */
    @Nullable Emission tellAll(Emission emission, boolean delivered) {
        Object event = null;
        for (Listener<?> listener : listeners) {
            if (listener.takes(emission.type()) && !(delivered && listener.endsItself())) {
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

    /** The event; null if it can't be decoded. */
    @Nullable Object decode(Emission emission) {
        try {
            return emission.event();
        } catch (RuntimeException e) {
            logs.warn(
                    log,
                    "an event does not fit its type {} and is delivered as an unknown one: {}",
                    emission.type().getSimpleName(),
                    e.getMessage());
            return null;
        }
    }

    /** Delivers an event to one listener, whose type it is of. */
    void tell(Listener<?> listener, Object event, Emission emission) {
        try {
            listener.accept(event, emission);
        } catch (Throwable e) {
            // Checked ones too, which a listener written in another language, or carelessly, can throw.
            logs.error(log, e, "a listener for {} failed", listener.type().getSimpleName());
        }
    }
}
