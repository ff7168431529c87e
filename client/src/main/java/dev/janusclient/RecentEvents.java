package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.SeenEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last few events of a handle, for its ticket. Written by the reader, read by anybody; small, because handles are many. */
final class RecentEvents {
    static final int KEPT = 8;

    private final String[] types = new String[KEPT];
    private final long[] times = new long[KEPT];
    private final int[] contents = new int[KEPT];
    private long count;

    /** Goes on where the last owner's ended; null if there was none. */
    RecentEvents(@Nullable HandleTicket before) {
        if (before != null) {
            before.recent().forEach(seen -> add(seen.type(), seen.at(), seen.content()));
        }
    }

    final synchronized void add(String type, long millis, int content) {
        int slot = (int) (count++ % KEPT);
        types[slot] = type;
        times[slot] = millis;
        contents[slot] = content;
    }

    /** Oldest first. */
    synchronized List<SeenEvent> list() {
        List<SeenEvent> seen = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            int slot = (int) (i % KEPT);
            seen.add(new SeenEvent(types[slot], times[slot], contents[slot]));
        }
        return seen;
    }
}
