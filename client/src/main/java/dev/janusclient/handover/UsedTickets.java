// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers which tickets were used, of those that may be used only once. Thread-safe. */
public interface UsedTickets {
    /**
     * Notes that a ticket is used now.
     *
     * @param id the ticket's, up to 64 characters
     * @param until when the ticket expires: it need not be remembered any longer
     * @return true the first time; false if it was used before, or can't be remembered
     */
    boolean use(String id, Instant until);

    /**
     * In the memory of this process: up to 100,000 tickets. It does not know what other processes used, nor what this one used
     * before it was started.
     */
    static UsedTickets inMemory() {
        return new UsedTickets() {
            private static final int MAX = 100_000;
            private final Map<String, Instant> used = new HashMap<>();

            @Override
            public synchronized boolean use(String id, Instant until) {
                if (used.size() >= MAX) {
                    Instant now = Instant.now();
                    used.values().removeIf(end -> end.isBefore(now));
                }
                return used.size() < MAX && used.putIfAbsent(id, until) == null;
            }
        };
    }
}
