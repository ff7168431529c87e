// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.message.Credentials;
import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The keepalives of one connection's sessions. With a source of tokens they are sent by a task of their own. */
final class Keepalives {
    private final Connection connection;
    private final Scheduler scheduler;
    private final Credentials credentials;
    private final Set<Long> waitForToken = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sending = new AtomicBoolean();

    Keepalives(Connection connection, Scheduler scheduler, Credentials credentials) {
        this.connection = connection;
        this.scheduler = scheduler;
        this.credentials = credentials;
    }

    /** A session has been quiet for long enough. */
    void due(long sessionId, long now) {
        if (!credentials.asksForTokens()) {
            connection.sendKeepalive(sessionId, now);
            return;
        }
        // The source of tokens may block: neither a deadline nor the keepalive of another connection waits for it.
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
