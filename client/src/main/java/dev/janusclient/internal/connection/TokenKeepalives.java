// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends the keepalives of one connection's sessions in a task of their own, because a source of tokens may block. */
final class TokenKeepalives {
    private final Connection connection;
    private final Scheduler scheduler;
    private final Set<Long> waitForToken = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sending = new AtomicBoolean();

    TokenKeepalives(Connection connection, Scheduler scheduler) {
        this.connection = connection;
        this.scheduler = scheduler;
    }

    /** A session has been quiet for long enough. */
    void due(long sessionId, long now) {
        // Neither a deadline nor the keepalive of another connection waits for the source.
        connection.postponeKeepalive(sessionId, now);
        waitForToken.add(sessionId);
        if (sending.compareAndSet(false, true)) {
            scheduler.once(Duration.ZERO, this::sendWaiting);
        }
    }

    /** One task at a time, however long the source of tokens takes. */
    private void sendWaiting() {
        do {
            try {
                for (Iterator<Long> next = waitForToken.iterator(); next.hasNext(); ) {
                    long sessionId = next.next();
                    next.remove();
                    connection.sendKeepalive(sessionId, scheduler.nanoTime());
                }
            } finally {
                // Whatever the source throws: the next keepalive asks it again.
                sending.set(false);
            }
        } while (!waitForToken.isEmpty() && sending.compareAndSet(false, true));
    }
}
