// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a handle's state follows from its events: one immutable record, and for each event that changes it a pure function.
 * {@code dev.janusclient.StatefulPlugin} keeps the state of a handle by such a table.
 *
 * @param <S> the record; annotated with {@code @Json}, because it travels in handover tickets. What a later version adds to
 *     it must be nullable: an earlier version's ticket has no value for it
 */
public final class StateTable<S> {
    private final Class<S> type;
    private final S initial;
    private final Map<Class<?>, BiFunction<S, Object, S>> transitions;
    private final UnaryOperator<S> hangup;
    private final Function<S, @Nullable Jsep> offer;
    private final BiFunction<S, @Nullable Jsep, S> withOffer;
    private final Function<S, MediaRecovery> recovery;
    private final List<Unreplayable<S>> unreplayable;

    /**
     * What Janus may send a handle without reporting it to its event handlers.
     *
     * @param since the first version of Janus that does
     * @param when in which states that is possible
     * @param what a sentence for a person
     */
    public record Unreplayable<S>(String since, Predicate<S> when, String what) {}

    private StateTable(Builder<S> builder) {
        this.type = builder.type;
        this.initial = builder.initial;
        this.transitions = Map.copyOf(builder.transitions);
        this.hangup = builder.hangup;
        this.offer = builder.offer;
        this.withOffer = builder.withOffer;
        this.recovery = builder.recovery;
        this.unreplayable = List.copyOf(builder.unreplayable);
    }

    /**
     * Starts a table.
     *
     * @param initial the state of a handle that was just attached
     */
    public static <S> Builder<S> builder(Class<S> type, S initial) {
        return new Builder<>(type, initial);
    }

    /** The state of a handle that was just attached. */
    public S initial() {
        return initial;
    }

    /**
     * The state that a ticket brings, with the ticket's offer; the initial one if the ticket says nothing.
     *
     * @throws JanusProtocolException if the state does not fit the record: another version wrote it
     */
    public S read(HandleTicket ticket) {
        RawJson written = ticket.state();
        if (written == null) {
            return withOffer(initial, ticket.pendingOffer());
        }
        try {
            S state = withOffer(written.as(type), ticket.pendingOffer());
            // A record of another shape may be there and lack what the plugin takes for given.
            recovery(state);
            write(state);
            return state;
        } catch (JanusProtocolException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new JanusProtocolException(type.getSimpleName() + ": the state has another shape", e);
        }
    }

    /** What goes into a ticket: the state without its offer, which has a place of its own there. */
    public RawJson write(S state) {
        return Json.encode(type, withOffer(state, null));
    }

    /** As {@link #read}; the initial state with the ticket's offer if it can't be read. */
    public S readOrInitial(HandleTicket ticket) {
        try {
            return read(ticket);
        } catch (JanusProtocolException e) {
            return withOffer(initial, ticket.pendingOffer());
        }
    }

    /** Whether events of a type can change the state at all; the others need not be decoded for it. */
    public boolean isChangedBy(Class<?> eventType) {
        return transitions.containsKey(eventType);
    }

    /** The state after an event; the same state if the event changes nothing. */
    public S after(S state, Object event) {
        BiFunction<S, Object, S> transition = transitions.get(event.getClass());
        return transition == null ? state : transition.apply(state, event);
    }

    /** The state after the end of the PeerConnection. */
    public S afterHangup(S state) {
        return hangup.apply(state);
    }

    /** Janus's offer that waits for our answer, if the state has one. */
    public @Nullable Jsep offer(S state) {
        return offer.apply(state);
    }

    /** The state with another offer, or without one. */
    public S withOffer(S state, @Nullable Jsep newOffer) {
        return withOffer.apply(state, newOffer);
    }

    /** What became of the handle's media when its owner changed. */
    public MediaRecovery recovery(S state) {
        return recovery.apply(state);
    }

    /** What no journal of event handlers can replay, by the version of Janus and the state. */
    public List<Unreplayable<S>> unreplayable() {
        return unreplayable;
    }

    /** Collects transitions. */
    public static final class Builder<S> {
        private final Class<S> type;
        private final S initial;
        private final Map<Class<?>, BiFunction<S, Object, S>> transitions = new LinkedHashMap<>();
        private UnaryOperator<S> hangup = state -> state;
        private Function<S, @Nullable Jsep> offer = state -> null;
        private BiFunction<S, @Nullable Jsep, S> withOffer = (state, none) -> state;
        private Function<S, MediaRecovery> recovery = state -> new MediaRecovery.Unknown();
        private final List<Unreplayable<S>> unreplayable = new ArrayList<>();

        private Builder(Class<S> type, S initial) {
            this.type = type;
            this.initial = initial;
        }

        /** Says what the state is after an event: a pure function of the state before and the event. */
        public <E> Builder<S> after(Class<E> eventType, BiFunction<S, E, S> transition) {
            transitions.put(eventType, (state, event) -> transition.apply(state, eventType.cast(event)));
            return this;
        }

        /** Says what the state is after the end of the PeerConnection; without it that changes nothing. */
        public Builder<S> afterHangup(UnaryOperator<S> transition) {
            this.hangup = transition;
            return this;
        }

        /** Says where the state has Janus's offer that waits for our answer; without it there is none. */
        public Builder<S> offer(Function<S, @Nullable Jsep> get, BiFunction<S, @Nullable Jsep, S> set) {
            this.offer = get;
            this.withOffer = set;
            return this;
        }

        /** Says what became of the media when the owner changed; without it that is unknown. */
        public Builder<S> recovery(Function<S, MediaRecovery> function) {
            this.recovery = function;
            return this;
        }

        /**
         * Says that in some states something may be sent that event handlers do not receive, so that no journal can replay it.
         *
         * @param since the first version of Janus that sends it
         * @param what a sentence for a person
         */
        public Builder<S> unreplayable(String since, Predicate<S> when, String what) {
            unreplayable.add(new Unreplayable<>(since, when, what));
            return this;
        }

        /** Finishes the table. */
        public StateTable<S> build() {
            return new StateTable<>(this);
        }
    }
}
