// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that are kept for listeners that are still to be registered, in order and within limits. What has been delivered to
 * one listener already, and is kept for others, gives way first. Not thread-safe.
 */
final class KeptEvents {
    /** An event that is kept. */
    static final class Kept {
        Emission emission;

        /** Whether a listener has had it, or none needs it. */
        boolean delivered;

        Kept(Emission emission, boolean delivered) {
            this.emission = emission;
            this.delivered = delivered;
        }
    }

    /** So many events of a stream are kept however many bytes other streams hold. */
    private static final int GUARANTEED = 16;

    private final int limit;
    private final ByteBudget budget;
    private final ArrayDeque<Kept> events = new ArrayDeque<>(4);
    private int bounded;
    private int delivered;

    KeptEvents(int limit, ByteBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Keeps an event.
     *
     * @return how many that no listener has had were dropped, the event itself perhaps among them
     */
    int add(Emission emission, boolean wasDelivered) {
        int dropped = 0;
        if (!emission.replayed()) {
            while (!makesRoom(emission)) {
                Kept oldest = removeOldest();
                if (oldest == null) {
                    return dropped + (wasDelivered ? 0 : 1);
                }
                dropped += oldest.delivered ? 0 : 1;
            }
            bounded++;
        }
        delivered += wasDelivered ? 1 : 0;
        events.addLast(new Kept(emission, wasDelivered));
        return dropped;
    }

    private boolean makesRoom(Emission emission) {
        if (bounded >= limit) {
            return false;
        }
        if (budget.take(emission.bytes())) {
            return true;
        }
        if (bounded < GUARANTEED) {
            budget.force(emission.bytes());
            return true;
        }
        return false;
    }

    private @Nullable Kept removeOldest() {
        Kept found = null;
        for (Kept kept : events) {
            boolean better = found == null || (delivered > 0 && kept.delivered && !found.delivered);
            if (better && !kept.emission.replayed()) {
                found = kept;
                if (delivered == 0 || kept.delivered) {
                    break;
                }
            }
        }
        if (found != null) {
            events.remove(found);
            forget(found);
        }
        return found;
    }

    private void forget(Kept kept) {
        if (!kept.emission.replayed()) {
            bounded--;
            budget.release(kept.emission.bytes());
        }
        delivered -= kept.delivered ? 1 : 0;
    }

    void markDelivered(Kept kept) {
        if (!kept.delivered) {
            kept.delivered = true;
            delivered++;
        }
    }

    /** Puts another event in the place of one that can't be decoded. */
    void replace(Kept kept, Emission by) {
        if (!kept.emission.replayed()) {
            budget.force(by.bytes());
            budget.release(kept.emission.bytes());
        }
        kept.emission = by;
    }

    /** Oldest first. Nothing may be added meanwhile. */
    void forEach(Consumer<Kept> visitor) {
        events.forEach(visitor);
    }

    /** Removes what a listener has had. */
    void removeDelivered() {
        for (Iterator<Kept> all = events.iterator(); delivered > 0 && all.hasNext(); ) {
            Kept kept = all.next();
            if (kept.delivered) {
                all.remove();
                forget(kept);
            }
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether anything is kept that a listener has had. */
    boolean hasDelivered() {
        return delivered > 0;
    }
}
