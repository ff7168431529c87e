// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the store whether this member still owns sessions that are about to be claimed again: one call for all that ask at the same time. What
 * the store does not answer is asked again after the next renewal, as long as the lease may last.
 *
 * <p>Threading: any thread, except for {@link #answer()}, which is for the store's.
 */
final class Confirmations {
    private final MemberCore core;
    private final Map<SessionKey, CompletableFuture<Boolean>> waiting = new HashMap<>();
    private boolean closed;

    Confirmations(MemberCore core) {
        this.core = core;
    }

    /**
     * Whether a session may be claimed.
     *
     * @param ask has {@link #answer()} called on the store's thread
     */
    CompletableFuture<Boolean> ask(SessionKey session, Runnable ask) {
        boolean first;
        CompletableFuture<Boolean> answer;
        synchronized (waiting) {
            if (closed) {
                return CompletableFuture.completedFuture(false);
            }
            first = waiting.isEmpty();
            answer = waiting.computeIfAbsent(session, key -> new CompletableFuture<>());
        }
        if (first) {
            ask.run();
        }
        return answer;
    }

    /** Answers those that wait. */
    void answer() {
        List<SessionKey> asked;
        synchronized (waiting) {
            asked = new ArrayList<>(waiting.keySet());
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            core.confirm(asked);
        } catch (StoreException e) {
            // Logged with the call. The next renewal is followed by another attempt.
            return;
        }
        for (SessionKey session : asked) {
            if (core.epoch(session) == null) {
                end(session, false);
            } else if (core.mayCommand(session)) {
                end(session, true);
            }
            // Otherwise it is owned, and a renewal has to be answered before anything is sent.
        }
    }

    /** Refuses what waits, and whatever is asked later. */
    void close() {
        List<SessionKey> asked;
        synchronized (waiting) {
            closed = true;
            asked = new ArrayList<>(waiting.keySet());
        }
        asked.forEach(session -> end(session, false));
    }

    private void end(SessionKey session, boolean mayClaim) {
        CompletableFuture<Boolean> answer;
        synchronized (waiting) {
            answer = waiting.remove(session);
        }
        if (answer != null) {
            answer.complete(mayClaim);
        }
    }
}
