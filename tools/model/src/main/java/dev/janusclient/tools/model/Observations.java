// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.Subscription;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Janus's event handlers sent, and what follows from it. Takes a bounded amount of memory: the oldest events, calls and handles give
 * way.
 *
 * <p>Threading: any thread. Listeners run on the thread that brings an event.
 */
public final class Observations {
    /** How much memory the events take at most if it is not said otherwise: 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final int MAX_CALLS = 10_000;
    private static final int MAX_HANDLES = 2_000;
    private static final int MAX_SESSIONS = 20_000;

    private final long maxBytes;
    private final Deque<ObservedEvent> events = new ArrayDeque<>();
    private long bytes;
    private long seen;
    private long unreadable;
    private final CallTracker calls = new CallTracker(MAX_CALLS);
    private final MediaQuality quality = new MediaQuality(MAX_HANDLES);
    private final Lifetimes lifetimes = new Lifetimes(MAX_SESSIONS);
    private final List<Consumer<? super ObservedEvent>> listeners = new CopyOnWriteArrayList<>();

    public Observations() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes how much memory the events take at most */
    public Observations(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes everything that a receiver gets from now on. */
    public Subscription listenTo(EventHandlerReceiver receiver) {
        return receiver.onJson(this::accept);
    }

    /** Takes one event as an event handler sent it; what is none is counted. */
    public void accept(RawJson envelope) {
        ObservedEvent event;
        try {
            event = ObservedEvent.of(envelope);
        } catch (JanusProtocolException e) {
            event = null;
        }
        if (event == null) {
            synchronized (this) {
                unreadable++;
            }
            return;
        }
        if (event.isStatistics()) {
            quality.accept(event);
        } else {
            calls.accept(event);
            lifetimes.accept(event);
        }
        keep(event);
        for (Consumer<? super ObservedEvent> listener : listeners) {
            listener.accept(event);
        }
    }

    private synchronized void keep(ObservedEvent event) {
        seen++;
        if (event.isStatistics()) {
            return;
        }
        events.add(event);
        bytes += event.bytes();
        while (bytes > maxBytes) {
            bytes -= events.remove().bytes();
        }
    }

    /** Calls a function for every event that comes from now on. It must be quick. */
    public Subscription onEvent(Consumer<? super ObservedEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether any event has come: if not, no event handler sends here. */
    public synchronized boolean isFed() {
        return seen > 0;
    }

    /** How many bodies were no events. */
    public synchronized long unreadable() {
        return unreadable;
    }

    /** The events that are kept and fit, the oldest first. */
    public synchronized List<ObservedEvent> events(Predicate<? super ObservedEvent> wanted) {
        List<ObservedEvent> fitting = new ArrayList<>();
        events.forEach(event -> {
            if (wanted.test(event)) {
                fitting.add(event);
            }
        });
        return fitting;
    }

    /** Says on one line what an event reports. */
    public static String describe(ObservedEvent event) {
        return EventWording.of(event);
    }

    /** The calls that are known, the newest first. */
    public List<CallSummary> calls() {
        return calls.calls();
    }

    /** One call; null if no event named it. */
    public @Nullable CallSummary call(String callId) {
        return calls.call(callId);
    }

    /** The last call of a handle; null if no event named one. */
    public @Nullable CallSummary callOf(long handleId) {
        return calls.ofHandle(handleId);
    }

    /** Everything that is known of one call, in the order in which it happened; null if no event named it. */
    public @Nullable TimeLine timeLine(String callId) {
        CallSummary call = calls.call(callId);
        return call == null ? null : new TimeLineBuilder(call).build(events(event -> true));
    }

    /** The quality of media over time. */
    public MediaQuality quality() {
        return quality;
    }

    /** When sessions and handles began, and how their connections ended. */
    Lifetimes lifetimes() {
        return lifetimes;
    }
}
