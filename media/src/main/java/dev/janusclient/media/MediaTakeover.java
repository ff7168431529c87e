// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.MediaOutcome.MediaContinued;
import dev.janusclient.media.MediaOutcome.MediaLost;
import dev.janusclient.recovery.MediaRecovery.Continued.How;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Continues a leg: first from another address, then with an ICE restart. */
final class MediaTakeover {
    /** Janus answers a check within 2 ms; several of them are sent in this time. */
    private static final Duration OTHER_ADDRESS_TIMEOUT = Duration.ofMillis(300);

    /** Longer than Janus takes to hang up a PeerConnection whose ICE has failed, which is 5 s (ice.c). */
    private static final Duration RESTART_TIMEOUT = Duration.ofSeconds(10);

    private final MediaLeg leg;
    private final Renegotiation renegotiation;
    private final long begunAt = System.nanoTime();

    MediaTakeover(MediaLeg leg, Renegotiation renegotiation) {
        this.leg = leg;
        this.renegotiation = renegotiation;
    }

    CompletableFuture<MediaOutcome> run() {
        // A time limit that passes completes a future on a thread of the JDK's.
        return leg.handOut(connected(OTHER_ADDRESS_TIMEOUT, How.OTHER_ADDRESS)
                .exceptionallyCompose(unreachable -> restart(() -> {}))
                .exceptionally(this::lost));
    }

    /**
     * With an ICE restart at once, of a leg that sends nothing yet.
     *
     * @param maySend when it sends from then on
     */
    CompletableFuture<MediaOutcome> restart(BooleanSupplier maySend) {
        return leg.handOut(restart(() -> leg.sendOnlyWhile(maySend)).exceptionally(this::lost));
    }

    /** @param begun called once the leg has its new credentials */
    private CompletableFuture<MediaOutcome> restart(Runnable begun) {
        return leg.restartIce()
                .whenComplete((offer, failure) -> begun.run())
                .thenCompose(renegotiation::answer)
                .thenCompose(leg::acceptAnswer)
                .thenCompose(accepted -> connected(RESTART_TIMEOUT, How.ICE_RESTART));
    }

    private CompletableFuture<MediaOutcome> connected(Duration limit, How how) {
        return leg.connected()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(ready -> new MediaContinued(leg, Duration.ofNanos(System.nanoTime() - begunAt), how));
    }

    private MediaOutcome lost(Throwable failure) {
        leg.close();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new MediaLost(
                cause instanceof TimeoutException
                        ? "Janus does not answer, neither at the address it had nor after an ICE restart"
                        : String.valueOf(cause.getMessage()));
    }
}
