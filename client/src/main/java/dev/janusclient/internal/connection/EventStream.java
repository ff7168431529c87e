// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.connection.ListenerSet.Listener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one handle or session: in order, one at a time, on the user's executor. Handles are many: one that is quiet
 * costs little more than the fields here.
 *
 * <p><b>Which listener gets what.</b> Every listener gets the events of its type in the order of the wire, each at most once.
 * <ul>
 *   <li>Listeners that are registered between {@link #hold()} and {@link #open()} get everything, and an event goes to
 *       all of its listeners before the next one goes to any.
 *   <li>Without that, an event that finds no listener is kept. The first listener to be registered while events are kept
 *       starts a window of {@link #REGISTRATION_WINDOW}, which {@link #settle()} ends earlier (a handle
 *       does so with its next request); then all that was kept, and all that has come meanwhile, is delivered as above.
 *   <li>A listener that comes later gets at once what is kept of its type. What another listener has received is kept for
 *       those that are registered with it, in the same window, and no longer; so listeners take nothing from each other,
 *       and a listener that is registered anew does not get the same event again.
 * </ul>
 * What is kept is bounded, in number and in bytes. Past the limit the oldest are dropped: first those that a listener has
 * received, then others, and an event that counts those is delivered in their place.
 *
 * <p>Listeners that are slower than the events have a queue, which is bounded, too: {@link OverflowPolicy} says how.
 *
 * <p>Whatever a listener throws is logged and does not disturb the others. An executor that refuses is tried again, with the
 * next event and after a pause.
 */
public final class EventStream extends EventQueue {
    /** What a stream asks of whom it belongs to. */
    public interface Owner {
        /** Makes the event that counts what was dropped. */
        Object eventsDropped(long count);

        /** Makes the last event of a stream that was given up with so many events waiting. */
        Object listenerAbandoned(int waiting);

        /** Makes the source stop, or go on; false if it can't stop. Repeatable; called by the stream it is for. */
        default boolean pauseReading(EventStream stream, boolean pause) {
            return false;
        }

        /** So many events were dropped; on the stream's own turn, once for each. */
        default void dropped(long count) {}

        /** The stream is given up: nothing need be emitted any more. */
        default void abandoned() {}
    }

    /** Listeners that are registered within this time belong together. */
    public static final Duration REGISTRATION_WINDOW = Duration.ofMillis(50);

    private final Owner owner;

    /** Null before the first event or listener; on the stream's own turn only. */
    private @Nullable EventListeners listeners;

    /** Whether a listener has been registered since the last {@link #settle()}. */
    private volatile boolean registering;

    /** Whether {@link #until} has ever been called. */
    private volatile boolean awaited;

    public EventStream(DeliveryOptions options, Owner owner) {
        super(options);
        this.owner = owner;
    }

    private EventListeners listeners() {
        if (listeners == null) {
            listeners = new EventListeners(options, this);
        }
        return listeners;
    }

    /** Delivers an event. Called from any thread; calls from one thread keep their order. */
    public void emit(Emission emission) {
        add(emission);
    }

    /**
     * Registers a listener for a type and its subtypes.
     *
     * @return ends the registration; a delivery that is under way finishes
     */
    public <E> Runnable on(Class<E> type, Consumer<? super E> consumer) {
        return onEmission(type, (event, emission) -> consumer.accept(event));
    }

    /** As {@link #on}, for a listener that wants to know how the event came. */
    public <E> Runnable onEmission(Class<E> type, BiConsumer<? super E, Emission> consumer) {
        return add(new Listener<>(type, consumer, null));
    }

    private Runnable add(Listener<?> listener) {
        registering = true;
        run(() -> listeners().add(listener));
        return () -> run(() -> listeners().remove(listener));
    }

    /**
     * Registers a listener that gets nothing any more once a future is done. Of what is kept it gets what no other listener has
     * received.
     *
     * @param done fails with {@link #end}
     */
    public <E> void until(CompletableFuture<?> done, Class<E> type, Consumer<? super E> consumer) {
        awaited = true;
        Runnable remove = add(new Listener<>(type, (event, emission) -> consumer.accept(event), done));
        done.whenComplete((value, failure) -> remove.run());
    }

    /** No event will come any more: what waits for listeners is delivered, and the futures of {@link #until} fail. */
    public void end(Supplier<? extends Throwable> why) {
        if (awaited) {
            run(() -> listeners().end(why.get()));
        }
    }

    /** Keeps everything from now on until {@link #open()}: listeners are about to be registered. */
    public void hold() {
        run(() -> listeners().hold());
    }

    /** The listeners are there: delivers what was kept, and everything after it. */
    public void open() {
        registering = false;
        run(() -> listeners().open());
    }

    /** The listeners that belong together have been registered, if any have. Costs next to nothing if none have. */
    public void settle() {
        if (registering) {
            registering = false;
            settleNow();
        }
    }

    /** Ends a window that has been open for long enough. */
    void settleNow() {
        run(() -> listeners().settle());
    }

    Object eventsDropped(long count) {
        return owner.eventsDropped(count);
    }

    /** As {@link #run}, but not before what was emitted before has gone to the listeners that are being registered. */
    public void afterDelivery(Runnable task) {
        run(() -> listeners().afterwards(task));
    }

    /** Notes that so many events are lost to the listeners; on the stream's own turn. */
    void noteDropped(long count) {
        owner.dropped(count);
    }

    @Override
    void deliver(Emission emission) {
        listeners().deliver(emission);
    }

    @Override
    void dropped(long count) {
        listeners().dropped(count);
    }

    @Override
    void detached(int waiting) {
        listeners().deliver(new ListenerSet.Plain(owner.listenerAbandoned(waiting)));
    }

    @Override
    void detaching() {
        owner.abandoned();
    }

    @Override
    boolean pauseReading(boolean pause) {
        return owner.pauseReading(this, pause);
    }
}
