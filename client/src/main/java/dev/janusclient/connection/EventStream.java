package dev.janusclient.connection;

import dev.janusclient.error.JanusProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one handle or session: in order, one at a time, on the user's executor.
 *
 * <p>An event that no listener takes waits, up to a limit, for the first listener of its type: it may be registered a
 * moment too late. Past the limit the oldest waiting event gives way, and one event that counts the lost ones is told
 * instead. Listeners that throw are logged and do not disturb the others.
 */
public final class EventStream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    /** Something to tell. Decoded at most once, and only if somebody listens. */
    public interface Emission {
        /** The type it will decode to. */
        Class<?> type();

        /** The event itself; called on the stream's own turn. */
        Object event();

        /** Whether it has served already (it answered a request), so that it need not wait for a listener. */
        default boolean served() {
            return false;
        }

        /** Whether it happened earlier and is told late. Such events wait for a listener however many there are. */
        default boolean replayed() {
            return false;
        }

        /** What is told instead if {@link #event()} fails with {@link JanusProtocolException}. */
        Emission undecoded();
    }

    private record Listener<E>(Class<E> type, BiConsumer<? super E, Emission> consumer) {
        void accept(Object event, Emission emission) {
            consumer.accept(type.cast(event), emission);
        }
    }

    /** An event that needs no decoding. */
    private record Plain(Object event) implements Emission {
        @Override
        public Class<?> type() {
            return event.getClass();
        }

        @Override
        public Emission undecoded() {
            return this;
        }
    }

    private final Executor executor;
    private final int limit;
    private final LongFunction<Object> overflow;
    private final CopyOnWriteArrayList<Listener<?>> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();

    // These are touched on the stream's own turn only.
    private @Nullable ArrayDeque<Emission> waiting;
    private int waitingLive;
    private long lost;

    /**
     * Makes a stream.
     *
     * @param executor where listeners run; it may be shared
     * @param limit how many events may wait for a listener, at least 1
     * @param overflow makes the event that tells how many were lost
     */
    public EventStream(Executor executor, int limit, LongFunction<Object> overflow) {
        this.executor = executor;
        this.limit = limit;
        this.overflow = overflow;
    }

    /** Tells an event. Called from any thread; calls from one thread keep their order. */
    public void emit(Emission emission) {
        run(() -> deliver(emission));
    }

    /** Registers a listener for a type and its subtypes; what waits for it is told first. */
    public <E> Subscription on(Class<E> type, Consumer<? super E> consumer) {
        return onEmission(type, (event, emission) -> consumer.accept(event));
    }

    /** As {@link #on}, for a listener that wants to know how the event came. */
    public <E> Subscription onEmission(Class<E> type, BiConsumer<? super E, Emission> consumer) {
        Listener<E> listener = new Listener<>(type, consumer);
        run(() -> {
            listeners.add(listener);
            tellWaiting(listener);
        });
        return () -> run(() -> listeners.remove(listener));
    }

    /** Runs something on the stream's own turn: after what was emitted before, and before what comes after. */
    public void run(Runnable task) {
        queue.add(task);
        if (queued.getAndIncrement() == 0) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // The user's executor is closed. Nothing can be delivered any more, and nothing may pile up.
                log.warn("events are lost: the executor for callbacks has been shut down");
                queue.clear();
                queued.set(0);
            }
        }
    }

    private void drain() {
        int turns = 1;
        do {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                runSafely(task);
            }
            turns = queued.addAndGet(-turns);
        } while (turns != 0);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // An Error too: a turn that ends early would end all deliveries with it.
            log.error("an event could not be handled", e);
        }
    }

    private void deliver(Emission emission) {
        try {
            boolean taken = emission.served();
            for (Listener<?> listener : listeners) {
                if (listener.type().isAssignableFrom(emission.type())) {
                    taken = true;
                    tell(listener, emission.event(), emission);
                }
            }
            if (!taken) {
                keep(emission);
            }
        } catch (JanusProtocolException e) {
            deliverUndecoded(emission, e);
        }
    }

    private void deliverUndecoded(Emission emission, JanusProtocolException why) {
        log.warn("an event does not fit its type and is told as an unknown one: {}", why.getMessage());
        deliver(emission.undecoded());
    }

    private void keep(Emission emission) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        if (!emission.replayed() && waitingLive == limit) {
            removeOldestLive(waiting);
            if (lost++ == 0) {
                log.warn("more than {} events wait for a listener; the oldest are being dropped", limit);
            }
            tellLost(listeners);
        }
        waiting.addLast(emission);
        waitingLive += emission.replayed() ? 0 : 1;
    }

    private void removeOldestLive(ArrayDeque<Emission> from) {
        for (Iterator<Emission> oldest = from.iterator(); oldest.hasNext(); ) {
            if (!oldest.next().replayed()) {
                oldest.remove();
                waitingLive--;
                return;
            }
        }
    }

    private void tellLost(List<Listener<?>> to) {
        if (lost > 0) {
            Object event = overflow.apply(lost);
            for (Listener<?> listener : to) {
                if (listener.type().isInstance(event)) {
                    lost = 0;
                    tell(listener, event, new Plain(event));
                }
            }
        }
    }

    private void tellWaiting(Listener<?> listener) {
        tellLost(List.of(listener));
        if (waiting == null) {
            return;
        }
        List<Emission> mine = new ArrayList<>();
        for (Iterator<Emission> rest = waiting.iterator(); rest.hasNext(); ) {
            Emission emission = rest.next();
            if (listener.type().isAssignableFrom(emission.type())) {
                rest.remove();
                waitingLive -= emission.replayed() ? 0 : 1;
                mine.add(emission);
            }
        }
        for (Emission emission : mine) {
            try {
                tell(listener, emission.event(), emission);
            } catch (JanusProtocolException e) {
                deliverUndecoded(emission, e);
            }
        }
    }

    private static void tell(Listener<?> listener, Object event, Emission emission) {
        try {
            listener.accept(event, emission);
        } catch (RuntimeException | Error e) {
            log.error("a listener for {} failed", listener.type().getSimpleName(), e);
        }
    }
}
