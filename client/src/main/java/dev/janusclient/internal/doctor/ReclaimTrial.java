// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.doctor;

import static dev.janusclient.doctor.Diagnosis.Severity.FATAL;
import static dev.janusclient.doctor.Diagnosis.Severity.NOTE;

import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tries a reclaim: a session whose connection was closed must be there for another one to claim. It is destroyed after that.
 */
public final class ReclaimTrial implements CheckUp {
    private static final Duration CLOSE_DETECTION = Duration.ofMillis(250);

    private final Supplier<CompletableFuture<Long>> abandon;
    private final Function<Long, CompletableFuture<Void>> claimAndDestroy;

    /**
     * @param abandon creates a session with another client, and closes that one's connection
     * @param claimAndDestroy claims the session and destroys it
     */
    public ReclaimTrial(
            Supplier<CompletableFuture<Long>> abandon, Function<Long, CompletableFuture<Void>> claimAndDestroy) {
        this.abandon = abandon;
        this.claimAndDestroy = claimAndDestroy;
    }

    @Override
    public CompletableFuture<List<Finding>> examine(ServerInfo server) {
        long start = System.nanoTime();
        return abandon.get()
                .thenCompose(ReclaimTrial::onceDetected)
                .thenCompose(claimAndDestroy)
                .handle((done, failure) -> List.of(
                        failure == null
                                ? new Finding(
                                        NOTE,
                                        "trial",
                                        "a session outlived its connection and was claimed over another one, all within "
                                                + (System.nanoTime() - start) / 1_000_000 + " ms",
                                        "")
                                : new Finding(
                                        FATAL,
                                        "trial",
                                        "a session whose connection was closed could not be claimed: "
                                                + Futures.cause(failure).getMessage(),
                                        "see the other findings")));
    }

    /** A claim before Janus has detected the end of the connection proves nothing, and Janus does not say when it has. */
    private static CompletableFuture<Long> onceDetected(long sessionId) {
        CompletableFuture<Long> detected = new CompletableFuture<>();
        // Not the client's own: closing that must not leave this undone.
        Scheduler scheduler = Scheduler.system();
        scheduler.once(CLOSE_DETECTION, () -> {
            detected.complete(sessionId);
            scheduler.close();
        });
        return detected;
    }
}
