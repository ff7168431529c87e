// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that are to be saved: of each session the newest only. Those of all sessions are saved together, {@value Batches#SIZE} in one call,
 * and one call at a time.
 *
 * <p>Threading: any thread.
 */
final class TicketSaves {
    private final Map<SessionKey, String> waiting = new LinkedHashMap<>();
    private boolean saving;

    /**
     * Notes a ticket.
     *
     * @return whether the caller has to begin saving, with {@link #next}
     */
    synchronized boolean add(SessionKey session, String ticket) {
        waiting.put(session, ticket);
        return begin();
    }

    /** Notes tickets that could not be saved; newer ones stay. */
    synchronized void addAgain(Map<SessionKey, String> tickets) {
        tickets.forEach(waiting::putIfAbsent);
        saving = false;
    }

    /** Saving has ended before everything was saved; {@link #begin} begins again. */
    synchronized void stopped() {
        saving = false;
    }

    /** Whether the caller has to begin saving, with {@link #next}, because an attempt failed before. */
    synchronized boolean begin() {
        boolean begins = !saving && !waiting.isEmpty();
        saving |= begins;
        return begins;
    }

    /** What is saved next; null if there is nothing left, and saving has ended. */
    synchronized @Nullable Map<SessionKey, String> next() {
        if (waiting.isEmpty()) {
            saving = false;
            return null;
        }
        Map<SessionKey, String> batch = new LinkedHashMap<>();
        for (var each = waiting.entrySet().iterator(); each.hasNext() && batch.size() < Batches.SIZE; ) {
            Map.Entry<SessionKey, String> one = each.next();
            batch.put(one.getKey(), one.getValue());
            each.remove();
        }
        return batch;
    }

    /** Drops what waits for a session that this member gives away or has lost. */
    synchronized void drop(SessionKey session) {
        waiting.remove(session);
    }
}
