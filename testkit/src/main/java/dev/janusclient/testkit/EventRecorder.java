// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.CoreEvent;
import dev.janusclient.EventDelivery;
import dev.janusclient.JanusPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Everything that one handle receives, in order, with waits that have an end:
 *
 * <pre>{@code
 * EventRecorder events = EventRecorder.of(sip, SipEvent.class);
 * SipEvent.IncomingCall call = events.await(SipEvent.IncomingCall.class);
 * }</pre>
 *
 * <p>Threading: any thread.
 */
public final class EventRecorder {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<EventDelivery<?>> received = new ArrayList<>();
    private final List<EventDelivery<?>> untaken = new ArrayList<>();

    private EventRecorder() {}

    /**
     * Records a handle's events, those of the core included.
     *
     * @param events the plugin's type of events, such as {@code SipEvent.class}
     */
    public static EventRecorder of(JanusPlugin handle, Class<?> events) {
        EventRecorder recorder = new EventRecorder();
        handle.onDelivery(events, recorder::add);
        handle.onDelivery(CoreEvent.class, recorder::add);
        return recorder;
    }

    /**
     * The oldest event of a type that no wait has taken yet, as soon as it is there.
     *
     * @throws AssertionError if none comes within 30 seconds; says what came
     */
    public <E> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** As {@link #await(Class)}, for an event that also fits. */
    public <E> E await(Class<E> type, Predicate<? super E> wanted) {
        return type.cast(awaitDelivery(type, wanted, TIMEOUT).event());
    }

    /** As {@link #await(Class, Predicate)}, with how the event came: live, or replayed. */
    public synchronized <E> EventDelivery<?> awaitDelivery(
            Class<E> type, Predicate<? super E> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            for (Iterator<EventDelivery<?>> rest = untaken.iterator(); rest.hasNext(); ) {
                EventDelivery<?> delivery = rest.next();
                if (type.isInstance(delivery.event()) && wanted.test(type.cast(delivery.event()))) {
                    rest.remove();
                    return delivery;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "no " + type.getSimpleName() + " that fits came within " + atMost + "; received: " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for an event", e);
            }
        }
    }

    /** Everything so far. */
    public synchronized List<EventDelivery<?>> received() {
        return List.copyOf(received);
    }

    /**
     * Shows that nothing came that no wait has taken.
     *
     * @throws AssertionError if something did
     */
    public synchronized void assertExhausted() {
        if (!untaken.isEmpty()) {
            throw new AssertionError("events that no wait has taken: " + untaken);
        }
    }

    private synchronized void add(EventDelivery<?> delivery) {
        received.add(delivery);
        untaken.add(delivery);
        notifyAll();
    }
}
