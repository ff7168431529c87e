// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.JanusPlugin;
import dev.janusclient.media.MediaOutcome.MediaContinued;
import dev.janusclient.media.MediaOutcome.MediaLost;
import dev.janusclient.reclaim.MediaContinuation;
import dev.janusclient.recovery.MediaRecovery;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A leg that is being continued while its session is reclaimed. */
final class LegAttempt implements MediaContinuation.Attempt {
    private final MediaLeg leg;
    private final LegContinuation continuation;
    private final CompletableFuture<JanusPlugin> claimed = new CompletableFuture<>();
    private final CompletableFuture<MediaOutcome> outcome;

    /** @param restart with an ICE restart at once; from then on the leg sends while this is true */
    LegAttempt(MediaLeg leg, LegContinuation continuation, @Nullable BooleanSupplier restart) {
        this.leg = leg;
        this.continuation = continuation;
        MediaTakeover takeover = new MediaTakeover(
                leg,
                offer -> claimed.thenCompose(
                        handle -> PluginNegotiation.of(handle).answer(offer)));
        this.outcome = restart == null ? takeover.run() : takeover.restart(restart);
    }

    @Override
    public CompletableFuture<MediaRecovery.Continued> settle(@Nullable JanusPlugin handle) {
        if (handle == null || handle.mediaRecovery() instanceof MediaRecovery.None) {
            leg.close();
            MediaException ended = new MediaException(
                    handle == null ? "the handle can't be used" : "what it belonged to has ended meanwhile");
            claimed.completeExceptionally(ended);
            return CompletableFuture.failedFuture(ended);
        }
        claimed.complete(handle);
        return outcome.thenApply(result -> {
            if (result instanceof MediaLost lost) {
                throw new MediaException(lost.reason());
            }
            MediaContinued continued = (MediaContinued) result;
            var unused = continuation.keep(leg, handle);
            return new MediaRecovery.Continued(continued.gap(), continued.how());
        });
    }
}
