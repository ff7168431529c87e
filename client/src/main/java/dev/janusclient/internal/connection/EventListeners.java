// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.connection.KeptEvents.Kept;
import dev.janusclient.internal.connection.ListenerSet.Listener;
import dev.janusclient.internal.connection.ListenerSet.Plain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the listeners of one stream get which event, and what is kept for them; the rules are in {@link EventStream}.
 *
 * <p>Threading: all of it runs on the stream's own turn, but for the timer, which only puts a task in.
 */
final class EventListeners {
    private static final Logger log = LoggerFactory.getLogger(EventListeners.class);

    private enum State {
        /** Each event goes to the listeners there are. */
        LIVE,
        /** The first listener has been registered and events wait: others are about to follow. */
        FIRST_LISTENERS,
        /** Nothing is delivered until {@link #open()}. */
        HELD
    }

    private final DeliveryOptions options;
    private final EventStream stream;
    private final ListenerSet listeners;
    private State state = State.LIVE;
    private @Nullable KeptEvents kept;

    /** What is to run once everything before it has been delivered; null while nothing waits for that. */
    private @Nullable List<Runnable> afterwards;

    /** Until when what is delivered is also kept, if {@link #registering}. */
    private long windowEnd;

    private boolean registering;
    private boolean settleComes;

    /** Dropped events that no listener has received; and those that only listeners of this window have received. */
    private long dropped;

    private long droppedInWindow;

    EventListeners(DeliveryOptions options, EventStream stream) {
        this.options = options;
        this.stream = stream;
        this.listeners = new ListenerSet(options.logs);
    }

    void deliver(Emission emission) {
        settleIfOver();
        if (state != State.LIVE) {
            keep(emission, emission.served());
            return;
        }
        Emission left = listeners.tellAll(emission);
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
        stream.noteDropped(count);
        tellDropped();
    }

    void add(Listener<?> listener) {
        settleIfOver();
        boolean first = listeners.isEmpty();
        listeners.add(listener);
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

    void remove(Listener<?> listener) {
        listeners.remove(listener);
        if (state == State.LIVE && !listener.endsItself()) {
            settle();
        }
    }

    /** No event will come any more: delivers what waits, and fails what waits for an event. */
    void end(Throwable why) {
        settle();
        listeners.end(why);
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
            options.scheduler.once(EventStream.REGISTRATION_WINDOW, stream::settleNow);
        }
    }

    private void keep(Emission emission, boolean delivered) {
        if (kept == null) {
            kept = new KeptEvents(options.undelivered);
        }
        // While the first listeners are awaited what comes is on its way to them, as if they were slow.
        int limit = options.maxUndeliveredEvents;
        int lost = kept.add(
                emission, delivered, state == State.FIRST_LISTENERS ? Math.max(limit, options.capacity) : limit);
        if (lost > 0) {
            options.logs.warn(log, "more events wait for a listener than allowed; the oldest are dropped");
            dropped(lost);
        }
    }

    private void tellAll(Kept one) {
        Emission left = listeners.tellAll(one.emission, one.delivered);
        if (left == null) {
            mark(one);
        } else {
            replace(one, left);
        }
    }

    private void tellKept(Listener<?> listener) {
        long count = dropped + (listener.endsItself() ? 0 : droppedInWindow);
        if (count > 0) {
            Object event = stream.eventsDropped(count);
            if (listener.takes(event.getClass())) {
                droppedInWindow += dropped;
                dropped = 0;
                settleLater();
                listeners.tell(listener, event, new Plain(event));
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
        // What ended one of those must not be given to the next one.
        if (!listener.takes(one.emission.type()) || (listener.endsItself() && one.delivered)) {
            return;
        }
        Object event = listeners.decode(one.emission);
        if (event != null) {
            mark(one);
            listeners.tell(listener, event, one.emission);
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
        long count = dropped;
        Emission left = listeners.tellAll(new Plain(stream.eventsDropped(count)));
        if (left == null) {
            dropped = 0;
            if (registering && isInWindow()) {
                droppedInWindow += count;
                settleLater();
            }
        }
    }
}
