// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.recovery.OwnershipStatus;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a session is not this process's any more: that another one has claimed it, or that it is gone. Janus reports no claims, so it
 * is asked now and then, which takes its echotest plugin. Methods are called by one thread.
 */
final class SessionWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final JanusSession session;
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private CompletableFuture<?> asked = CompletableFuture.completedFuture(null);
    private long last = System.nanoTime();

    SessionWatch(JanusSession session) {
        this.session = session;
        session.on(CoreEvent.class, this::happened);
    }

    private void happened(CoreEvent event) {
        if (event instanceof CoreEvent.ClaimedElsewhere) {
            ended("was claimed by another process, which has its handles and calls now.");
        } else if (event instanceof CoreEvent.Timeout) {
            ended("is gone: it timed out at Janus.");
        } else if (event instanceof CoreEvent.SessionGone gone) {
            ended("is gone: " + gone.reason() + ".");
        } else if (event instanceof CoreEvent.Reclaimed reclaimed
                && reclaimed.outcome() instanceof ReclaimOutcome.Lost lost) {
            ended("is lost: " + lost.detail() + ".");
        }
    }

    private void ended(String how) {
        end.compareAndSet(null, "Session " + session.id() + " " + how);
    }

    /** To be called again and again; has Janus asked when it is time, and does not wait for the answer. */
    void check() {
        if (asked.isDone() && System.nanoTime() - last >= INTERVAL.toNanos()) {
            last = System.nanoTime();
            asked = ask();
        }
        requireOwned();
    }

    /** Before what only the owner may do: asks Janus, and waits for the answer. */
    void confirm() {
        requireOwned();
        ask().join();
        requireOwned();
    }

    private CompletableFuture<Void> ask() {
        return session.confirmOwnership().thenAccept(status -> {
            if (status == OwnershipStatus.CLAIMED_ELSEWHERE) {
                // The event says the same, a little later.
                happened(new CoreEvent.ClaimedElsewhere(""));
            } else if (status == OwnershipStatus.GONE) {
                ended("is gone.");
            }
        });
    }

    private void requireOwned() {
        String how = end.get();
        if (how != null) {
            throw new ProblemException(Kind.SESSION_LOST, how);
        }
    }
}
