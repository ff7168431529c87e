// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.EventFingerprint;
import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last few events of a handle, for its ticket. Written by the reader, read by any thread; small, because handles are many.
 *
 * <p>What stands for an event's contents is not worked out at once: of a thousand events in a row only the last few are ever
 * looked at. Whoever adds one learns when there is something to {@linkplain #settle() settle} later.
 */
final class RecentEvents {
    private static final class Kept {
        final String[] names = new String[HandleTicket.MAX_RECENT];
        final long[] times = new long[HandleTicket.MAX_RECENT];
        final int[] contents = new int[HandleTicket.MAX_RECENT];
        long count;
    }

    // Both are there only once they are needed: most handles of a server are quiet.
    private @Nullable Kept kept;
    private @Nullable RawJson @Nullable [] unsettled;

    /** Goes on where the last owner's ended; null if there was none. */
    RecentEvents(@Nullable HandleTicket before) {
        if (before != null) {
            for (EventFingerprint seen : before.recent()) {
                slot(seen.type(), seen.at(), seen.content());
            }
        }
    }

    private int slot(String name, long millis, int content) {
        if (kept == null) {
            kept = new Kept();
        }
        int slot = (int) (kept.count++ % HandleTicket.MAX_RECENT);
        kept.names[slot] = name;
        kept.times[slot] = millis;
        kept.contents[slot] = content;
        return slot;
    }

    /**
     * Notes an event.
     *
     * @return whether {@link #settle()} has to be called some time, for this event and those that follow until then
     */
    synchronized boolean add(String name, long millis, @Nullable RawJson content) {
        int slot = slot(name, millis, 0);
        if (unsettled == null) {
            if (content == null) {
                return false;
            }
            unsettled = new RawJson[HandleTicket.MAX_RECENT];
            unsettled[slot] = content;
            return true;
        }
        unsettled[slot] = content;
        return false;
    }

    /** Lets go of the events themselves. */
    synchronized void settle() {
        RawJson[] contents = unsettled;
        Kept notes = kept;
        unsettled = null;
        if (contents != null && notes != null) {
            for (int slot = 0; slot < HandleTicket.MAX_RECENT; slot++) {
                RawJson content = contents[slot];
                if (content != null) {
                    notes.contents[slot] = content.contentHash();
                }
            }
        }
    }

    /** Oldest first. */
    synchronized List<EventFingerprint> list() {
        // Nothing is left to settle after this; a call that was asked for has no effect.
        settle();
        List<EventFingerprint> seen = new ArrayList<>();
        Kept notes = kept;
        if (notes != null) {
            for (long i = Math.max(0, notes.count - HandleTicket.MAX_RECENT); i < notes.count; i++) {
                int slot = (int) (i % HandleTicket.MAX_RECENT);
                seen.add(new EventFingerprint(notes.names[slot], notes.times[slot], notes.contents[slot]));
            }
        }
        return seen;
    }
}
