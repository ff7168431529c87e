// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle that knows something of itself, kept from its events: one immutable record, which a {@link StateTable} changes
 * under one lock, and which travels in a handover ticket.
 *
 * <p>A state in a ticket that this version can't read, because another version wrote it, is left out: the handle begins with
 * the initial state, {@link #mediaRecovery()} is unknown until something says how the handle is, and a warning is logged.
 *
 * @param <S> the record
 */
public abstract class StatefulPlugin<S> extends JanusPlugin {
    private static final Logger log = LoggerFactory.getLogger(StatefulPlugin.class);

    private final StateTable<S> table;
    private final Object lock = new Object();
    private volatile S state;

    protected StatefulPlugin(Attachment attachment, StateTable<S> table) {
        super(attachment);
        this.table = table;
        HandleTicket ticket = attachment.ticket();
        S known = table.initial();
        if (ticket != null) {
            try {
                known = table.read(ticket);
            } catch (JanusProtocolException e) {
                core().logs()
                        .warn(
                                log,
                                "handle {}: the state in its ticket can't be read, and is unknown: {}",
                                ticket.handleId(),
                                e.getMessage());
                markStateUnknown();
                known = table.withOffer(known, ticket.pendingOffer());
            }
        }
        this.state = known;
        noteUnreplayable(known);
    }

    private void noteUnreplayable(S now) {
        for (StateTable.Unreplayable<S> row : table.unreplayable()) {
            unreplayable(row.what(), row.when().test(now) && serverHas(row.since()));
        }
    }

    /** What is known of the handle right now. */
    public final S state() {
        return state;
    }

    /** Janus's offer that waits for our answer, if there is one. */
    public final Optional<Jsep> offer() {
        return Optional.ofNullable(pendingOffer());
    }

    /**
     * Changes the state by something that no event tells.
     *
     * @param change runs once, under the lock that events take, too
     * @return the state before
     */
    protected final S update(UnaryOperator<S> change) {
        synchronized (lock) {
            S before = state;
            S now = change.apply(before);
            state = now;
            noteUnreplayable(now);
            core().ticketChanged();
            return before;
        }
    }

    /**
     * Runs after an event has changed the state, on the connection's reader, before any listener or future sees the event.
     *
     * @param eventType what the event is
     */
    protected void onStateChange(Class<?> eventType) {}

    @Override
    protected final void onEvent(Class<?> eventType, Supplier<?> event) {
        if (table.isChangedBy(eventType)) {
            Object happened = event.get();
            update(before -> table.after(before, happened));
            onStateChange(eventType);
        }
    }

    /** {@inheritDoc} Whoever overrides it calls this first. */
    @Override
    protected void onHangup() {
        update(table::afterHangup);
    }

    @Override
    protected MediaRecovery mediaRecoveryFromState() {
        return table.recovery(state);
    }

    /** The state without its offer, which travels in the ticket beside it. */
    @Override
    protected final RawJson snapshot() {
        return table.write(state);
    }

    @Override
    protected final @Nullable Jsep pendingOffer() {
        return table.offer(state);
    }
}
