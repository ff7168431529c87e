// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.Backlog;
import dev.janusclient.Subscription;
import dev.janusclient.error.JanusProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one handle or session: in order, one at a time, on the user's executor. Handles are many: one that is quiet
 * costs little more than the fields here.
 *
 * <p>Listeners that are slower than the events build up a backlog, which is bounded: {@link Backlog} says how.
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

    /** What a stream asks of whom it belongs to. */
    public interface Owner {
        /** Makes the event that tells how many were lost. */
        Object eventsDropped(long lost);

        /** Makes the last event of a stream that was given up with so many events waiting. */
        Object listenerAbandoned(int waiting);

        /** Makes the source stop, or go on; false if it can't stop. Both are repeatable, and told by the stream they are for. */
        default boolean pauseReading(EventStream stream, boolean stop) {
            return false;
        }

        /** The stream is given up: nothing need be emitted any more. */
        default void abandoned() {}
    }

    private static final Listener<?>[] NOBODY = {};

    /** How many events are told before they are taken off the count of those that wait. */
    private static final int MAX_BATCH = 16;

    private static final AtomicIntegerFieldUpdater<EventStream> QUEUED =
            AtomicIntegerFieldUpdater.newUpdater(EventStream.class, "queued");
    private static final AtomicIntegerFieldUpdater<EventStream> EXEMPT =
            AtomicIntegerFieldUpdater.newUpdater(EventStream.class, "exempt");
    private static final AtomicIntegerFieldUpdater<EventStream> DROPPED =
            AtomicIntegerFieldUpdater.newUpdater(EventStream.class, "dropped");
    private static final AtomicReferenceFieldUpdater<EventStream, Queue<Object>> QUEUE = queueUpdater();

    private final Executor executor;
    private final int limit;
    private final Backlog backlog;
    private final Owner owner;

    /** {@link Emission}s and {@link Runnable}s; null before the first. */
    private volatile @Nullable Queue<Object> queue;

    /** How many are in the queue or being told. From 0 to 1 is where a turn begins. */
    private volatile int queued;

    /** How many of them are not bounded. */
    private volatile int exempt;

    /** How many have been dropped from the queue since this was last told. */
    private volatile int dropped;

    private volatile boolean stopped;
    private volatile boolean givenUp;

    // These are touched on the stream's own turn only.
    private Listener<?>[] listeners = NOBODY;
    private @Nullable ArrayDeque<Emission> waiting;
    private int waitingLive;
    private long lost;

    /**
     * Makes a stream.
     *
     * @param executor where listeners run; it may be shared
     * @param limit how many events may wait for a listener to be registered, at least 1
     * @param backlog what is done about listeners that are too slow
     */
    public EventStream(Executor executor, int limit, Backlog backlog, Owner owner) {
        this.executor = executor;
        this.limit = limit;
        this.backlog = backlog;
        this.owner = owner;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal knows no type arguments
    private static AtomicReferenceFieldUpdater<EventStream, Queue<Object>> queueUpdater() {
        return (AtomicReferenceFieldUpdater)
                AtomicReferenceFieldUpdater.newUpdater(EventStream.class, Queue.class, "queue");
    }

    /** Tells an event. Called from any thread; calls from one thread keep their order. */
    public void emit(Emission emission) {
        if (givenUp) {
            return;
        }
        if (emission.replayed()) {
            EXEMPT.incrementAndGet(this);
            enqueue(emission);
        } else if (queued - exempt < backlog.capacity()) {
            enqueue(emission);
        } else {
            emitToFull(emission);
        }
    }

    private void emitToFull(Emission emission) {
        switch (backlog.policy()) {
            case PAUSE_READING -> {
                if (owner.pauseReading(this, true)) {
                    // Only now: who takes it back must find the source stopped, or it stays so for good.
                    stopped = true;
                    enqueue(emission);
                    goOnIfRoom();
                } else {
                    enqueueForOldest(emission);
                }
            }
            case DETACH -> {
                synchronized (this) {
                    if (givenUp) {
                        return;
                    }
                    givenUp = true;
                }
                int waits = queued;
                run(() -> deliver(new Plain(owner.listenerAbandoned(waits))));
                owner.abandoned();
            }
            default -> enqueueForOldest(emission);
        }
    }

    private void enqueueForOldest(Emission emission) {
        Queue<Object> all = queue();
        all.add(emission);
        for (Object old = oldest(all, emission); old != null; old = oldest(all, emission)) {
            // Unless its turn came just now.
            if (all.remove(old)) {
                if (DROPPED.getAndIncrement(this) == 0) {
                    log.warn("listeners are slower than their events: with {} waiting the oldest are dropped", queued);
                }
                // The new one counts in its place.
                return;
            }
        }
        count();
    }

    /** The oldest event in a queue that may be dropped; null if there is none before the given one. */
    private static @Nullable Object oldest(Queue<Object> all, Emission before) {
        for (Object item : all) {
            if (item == before) {
                return null;
            }
            if (item instanceof Emission emission && !emission.replayed()) {
                return item;
            }
        }
        return null;
    }

    /** How many events and tasks wait for their turn or have it. */
    public int queued() {
        return queued;
    }

    /** Registers a listener for a type and its subtypes; what waits for it is told first. */
    public <E> Subscription on(Class<E> type, Consumer<? super E> consumer) {
        return onEmission(type, (event, emission) -> consumer.accept(event));
    }

    /** As {@link #on}, for a listener that wants to know how the event came. */
    public <E> Subscription onEmission(Class<E> type, BiConsumer<? super E, Emission> consumer) {
        Listener<E> listener = new Listener<>(type, consumer);
        run(() -> {
            Listener<?>[] more = Arrays.copyOf(listeners, listeners.length + 1);
            more[listeners.length] = listener;
            listeners = more;
            tellWaiting(listener);
        });
        return () -> run(() -> remove(listener));
    }

    @SuppressWarnings("ReferenceEquality") // one listener may be registered twice
    private void remove(Listener<?> listener) {
        List<Listener<?>> rest = new ArrayList<>(Arrays.asList(listeners));
        rest.removeIf(one -> one == listener);
        listeners = rest.toArray(NOBODY);
    }

    /** Runs something on the stream's own turn: after what was emitted before, and before what comes after. */
    public void run(Runnable task) {
        EXEMPT.incrementAndGet(this);
        enqueue(task);
    }

    private Queue<Object> queue() {
        Queue<Object> made = queue;
        if (made == null) {
            QUEUE.compareAndSet(this, null, new ConcurrentLinkedQueue<>());
            made = Objects.requireNonNull(queue);
        }
        return made;
    }

    private void enqueue(Object item) {
        queue().add(item);
        count();
    }

    private void count() {
        if (QUEUED.getAndIncrement(this) == 0) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // The user's executor is closed. Nothing can be delivered any more, and nothing may pile up.
                log.warn("events are lost: the executor for callbacks has been shut down");
                queue().clear();
                exempt = 0;
                queued = 0;
            }
        }
    }

    private void drain() {
        Queue<Object> all = queue();
        // Few enough for the backlog not to feel it.
        int atOnce = Math.max(1, Math.min(MAX_BATCH, backlog.capacity() / 64));
        int told = 0;
        boolean over = false;
        do {
            Object next = all.poll();
            if (next instanceof Emission emission) {
                if (emission.replayed()) {
                    EXEMPT.decrementAndGet(this);
                } else if (dropped > 0) {
                    lost += DROPPED.getAndSet(this, 0);
                    tellLost(listeners);
                }
                deliverSafely(emission);
            } else if (next != null) {
                EXEMPT.decrementAndGet(this);
                runSafely((Runnable) next);
            }
            told++;
            // Several at a time: the count is shared with who emits, and each of us takes it from the other.
            if (told >= atOnce || told >= queued) {
                over = QUEUED.addAndGet(this, -told) == 0;
                told = 0;
                if (stopped) {
                    goOnIfRoom();
                }
            }
        } while (!over);
    }

    private void goOnIfRoom() {
        if (stopped && queued - exempt <= backlog.capacity() / 2) {
            stopped = false;
            owner.pauseReading(this, false);
        }
    }

    private void deliverSafely(Emission emission) {
        try {
            deliver(emission);
        } catch (RuntimeException | Error e) {
            // An Error too: a turn that ends early would end all deliveries with it.
            log.error("an event could not be handled", e);
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("a listener's turn could not be finished", e);
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

    private void tellLost(Listener<?>... to) {
        if (lost > 0) {
            Object event = owner.eventsDropped(lost);
            for (Listener<?> listener : to) {
                if (listener.type().isInstance(event)) {
                    lost = 0;
                    tell(listener, event, new Plain(event));
                }
            }
        }
    }

    private void tellWaiting(Listener<?> listener) {
        tellLost(listener);
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
