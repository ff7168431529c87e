// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.Subscription;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Janus's event handlers send, however it came: the body of an HTTP POST ({@code sampleevh}), a WebSocket
 * message, a message of a broker. One event or, with grouping, an array of them.
 *
 * <p><b>Who may send.</b> What is received is believed: a journal takes it for what happened. So it has to come from Janus alone:
 * over a network that others reach with basic authentication, which {@code sampleevh} knows ({@code backend_user}, {@code
 * backend_pwd}), over TLS, and from known servers. {@link #builder()} sets all that; {@code
 * dev.janusclient.netty.EventHandlerHttpHandler} is a handler for the JDK's HTTP server which asks for it.
 *
 * <p>Threading: listeners run on the thread that calls {@link #receive}, in the order of the events. Who calls from several
 * threads at once has their bodies delivered in parallel.
 */
public final class EventHandlerReceiver {
    /** The largest body that is taken if the builder does not say otherwise: 4 MiB. */
    public static final int DEFAULT_MAX_BODY_BYTES = 4 << 20;

    /** From how many servers events are taken if the builder does not say otherwise. */
    public static final int DEFAULT_MAX_EMITTERS = 64;

    private static final Logger log = LoggerFactory.getLogger(EventHandlerReceiver.class);
    private static final String SCHEME = "Basic ";
    private static final int MAX_EMITTER_LENGTH = 256;
    private static final int MAX_DEPTH = 64;

    private record Listener<E extends EventHandlerEvent>(Class<E> type, Consumer<? super E> consumer) {
        void tell(EventHandlerEvent event) {
            if (type.isInstance(event)) {
                consumer.accept(type.cast(event));
            }
        }
    }

    private final byte @Nullable [] credentials;
    private final int maxBodyBytes;
    private final int maxEmitters;
    private final Set<String> allowed;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final LogBudget logs = new LogBudget(System::nanoTime);
    private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<? super RawJson>> jsonListeners = new CopyOnWriteArrayList<>();

    /** A receiver that asks for no password, and takes the events of any server, up to the default limits. */
    public EventHandlerReceiver() {
        this(builder());
    }

    private EventHandlerReceiver(Builder builder) {
        credentials = builder.credentials;
        maxBodyBytes = builder.maxBodyBytes;
        maxEmitters = builder.maxEmitters;
        allowed = Set.copyOf(builder.emitters);
    }

    /** Starts to make a receiver that does not take everything from everyone. */
    public static Builder builder() {
        return new Builder();
    }

    /** The largest body that {@link #receive} takes, in bytes: whoever reads one need not read more. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /**
     * Whether a request may be taken, by its {@code Authorization} header. The comparison takes as long for a wrong
     * password as for the right one.
     *
     * @param authorization the header's value; null if there is none
     * @return true also if no password was set
     */
    public boolean isAuthorized(@Nullable String authorization) {
        byte[] wanted = credentials;
        if (wanted == null) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given;
        try {
            given = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).trim());
        } catch (IllegalArgumentException e) {
            return false;
        }
        // Of hashes: what is compared has one length, whatever was given.
        return MessageDigest.isEqual(sha256(given), sha256(wanted));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java and Android", e);
        }
    }

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
     * @return the events in it; those of an unknown type are {@link EventHandlerEvent.Unknown}. Events of servers that are not
     *     allowed, or of more servers than allowed, are left out, and that is logged
     * @throws JanusProtocolException if it is larger than allowed, is no JSON, or holds something that is no event; nothing is
     *     delivered then
     */
    public List<EventHandlerEvent> receive(byte[] body) {
        if (body.length > maxBodyBytes) {
            throw new JanusProtocolException(
                    "a body of " + body.length + " bytes is larger than the " + maxBodyBytes + " that are allowed");
        }
        RawJson json = RawJson.of(body.clone(), MAX_DEPTH);
        List<RawJson> envelopes = json.isArray() ? json.elements() : List.of(json);
        List<EventHandlerEvent> events = new ArrayList<>();
        List<RawJson> taken = new ArrayList<>();
        for (RawJson envelope : envelopes) {
            EventHandlerEvent event = EventHandlerEventTable.decode(envelope);
            if (isTaken(event.origin().emitter())) {
                events.add(event);
                taken.add(envelope);
            }
        }
        for (int i = 0; i < events.size(); i++) {
            tell(events.get(i));
            tellJson(taken.get(i));
        }
        return events;
    }

    private boolean isTaken(@Nullable String named) {
        String emitter = named == null ? "" : named;
        if (!allowed.isEmpty()) {
            if (!allowed.contains(emitter)) {
                logs.warn(log, "events of a server that is not allowed are left out: '{}'", emitter);
                return false;
            }
            return true;
        }
        if (seen.contains(emitter)) {
            return true;
        }
        synchronized (seen) {
            if (seen.size() >= maxEmitters || emitter.length() > MAX_EMITTER_LENGTH) {
                logs.warn(log, "events of more than {} servers are left out: '{}'", maxEmitters, emitter);
                return false;
            }
            return seen.add(emitter) || seen.contains(emitter);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // as below
    private void tellJson(RawJson envelope) {
        for (Consumer<? super RawJson> listener : jsonListeners) {
            try {
                listener.accept(envelope);
            } catch (RuntimeException e) {
                logs.error(log, e, "a listener of events as they came threw");
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws, the others get the event
    private void tell(EventHandlerEvent event) {
        for (Listener<?> listener : listeners) {
            try {
                listener.tell(event);
            } catch (RuntimeException e) {
                logs.error(log, e, "a listener of {} threw", event.getClass().getSimpleName());
            }
        }
    }

    /** Says who may send, and how much. */
    public static final class Builder {
        private byte @Nullable [] credentials;
        private int maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
        private int maxEmitters = DEFAULT_MAX_EMITTERS;
        private List<String> emitters = List.of();

        private Builder() {}

        /**
         * Asks for a name and a password ({@code backend_user} and {@code backend_pwd} of the event handler).
         *
         * @param user without a colon, which would end it
         */
        public Builder basicAuth(String user, Secret password) {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("user: it has a colon, which ends it");
            }
            credentials = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
            return this;
        }

        /** Sets the largest body that is taken, at least 1. */
        public Builder maxBodyBytes(int bytes) {
            maxBodyBytes = atLeastOne("maxBodyBytes", bytes);
            return this;
        }

        /** Takes the events of these servers only; their names are their {@code server_name}. */
        public Builder emitters(String... names) {
            emitters = List.of(names);
            return this;
        }

        /** Sets from how many servers events are taken if they are not named, at least 1: the first that send any. */
        public Builder maxEmitters(int servers) {
            maxEmitters = atLeastOne("maxEmitters", servers);
            return this;
        }

        private static int atLeastOne(String field, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(field + ": " + value + " is less than 1");
            }
            return value;
        }

        /** Makes the receiver. */
        public EventHandlerReceiver build() {
            return new EventHandlerReceiver(this);
        }
    }
}
