// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** The highest epochs this process has seen. A Redis that has lost writes, as in a fail-over, has lower ones, and does not give them out again. */
final class SeenEpochs {
    private static final int MAX = 200_000;

    private final Map<SessionKey, Long> highest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Long> eldest) {
            return size() > MAX;
        }
    };

    synchronized void note(SessionKey session, long epoch) {
        highest.merge(session, epoch, Math::max);
    }

    /** 0 for a session that was not seen. */
    synchronized long highest(SessionKey session) {
        return highest.getOrDefault(session, 0L);
    }

    synchronized void forget(SessionKey session) {
        highest.remove(session);
    }
}
