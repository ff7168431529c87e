// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The highest epochs this process has seen: a lower one means that Redis has lost writes, as in a fail-over. */
final class SeenEpochs {
    private static final int MAX = 200_000;

    private final Map<SessionKey, Long> highest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Long> eldest) {
            return size() > MAX;
        }
    };

    /** @throws StoreException if a higher one was seen before */
    synchronized void check(SessionKey session, long epoch) {
        Long before = highest.get(session);
        if (before != null && before > epoch) {
            throw new StoreException(
                    "Redis has session " + session + " at epoch " + epoch + " and had it at " + before
                            + " before: it has lost writes",
                    null);
        }
        highest.put(session, epoch);
    }

    synchronized void forget(SessionKey session) {
        highest.remove(session);
    }
}
