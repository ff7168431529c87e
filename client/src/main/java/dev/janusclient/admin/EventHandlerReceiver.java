// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.Subscription;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Janus's event handlers send, however it came: the body of an HTTP POST ({@code sampleevh}), a WebSocket
 * message, a message of a broker. One event or, with grouping, an array of them.
 *
 * <p>Threading: listeners run on the thread that calls {@link #receive}, in the order of the events. Who calls from several
 * threads at once has their bodies delivered in parallel.
 */
public final class EventHandlerReceiver {
    private static final Logger log = LoggerFactory.getLogger(EventHandlerReceiver.class);

    private record Listener<E extends EventHandlerEvent>(Class<E> type, Consumer<? super E> consumer) {
        void tell(EventHandlerEvent event) {
            if (type.isInstance(event)) {
                consumer.accept(type.cast(event));
            }
        }
    }

    private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<? super RawJson>> jsonListeners = new CopyOnWriteArrayList<>();

    /** Listens to one kind of event, or with {@link EventHandlerEvent} to all. A listener that throws is logged. */
    public <E extends EventHandlerEvent> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        Listener<E> added = new Listener<>(eventType, listener);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    /** Listens to all events as they came, each with its envelope. A listener that throws is logged. */
    public Subscription onJson(Consumer<? super RawJson> listener) {
        jsonListeners.add(listener);
        return () -> jsonListeners.remove(listener);
    }

    /**
     * Takes one body and tells its events to the listeners.
     *
     * @param body JSON in UTF-8
     * @return the events in it; those of an unknown type are {@link EventHandlerEvent.Unknown}
     * @throws JanusProtocolException if it is no JSON, or holds something that is no event; nothing is delivered then
     */
    public List<EventHandlerEvent> receive(byte[] body) {
        RawJson json = RawJson.of(new String(body, StandardCharsets.UTF_8));
        List<RawJson> envelopes = json.isArray() ? json.elements() : List.of(json);
        List<EventHandlerEvent> events = new ArrayList<>();
        for (RawJson envelope : envelopes) {
            events.add(EventHandlerEventTable.decode(envelope));
        }
        for (int i = 0; i < events.size(); i++) {
            tell(events.get(i));
            tellJson(envelopes.get(i));
        }
        return events;
    }

    @SuppressWarnings("CatchingUnchecked") // as below
    private void tellJson(RawJson envelope) {
        for (Consumer<? super RawJson> listener : jsonListeners) {
            try {
                listener.accept(envelope);
            } catch (RuntimeException e) {
                log.error("a listener of events as they came threw", e);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws, the others get the event
    private void tell(EventHandlerEvent event) {
        for (Listener<?> listener : listeners) {
            try {
                listener.tell(event);
            } catch (RuntimeException e) {
                log.error("a listener of {} threw", event.getClass().getSimpleName(), e);
            }
        }
    }
}
