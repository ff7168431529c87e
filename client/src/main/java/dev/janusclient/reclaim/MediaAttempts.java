// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusPlugin;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.recovery.MediaRecovery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The attempts to continue the media of a session's handles: begun before the reclaim, settled with its outcome. */
final class MediaAttempts {
    private final Map<Long, MediaContinuation.Attempt> byHandle = new LinkedHashMap<>();

    private MediaAttempts() {}

    static MediaAttempts begin(
            @Nullable MediaContinuation continuation, HandoverTicket ticket, BooleanSupplier maySend) {
        MediaAttempts attempts = new MediaAttempts();
        for (HandleTicket handle : ticket.handles()) {
            if (continuation != null && handle.media() != null) {
                attempts.byHandle.put(handle.handleId(), begin(continuation, ticket.sessionId(), handle, maySend));
            }
        }
        return attempts;
    }

    /** What a continuation throws is a failure of its handle's media alone: the session is claimed all the same. */
    private static MediaContinuation.Attempt begin(
            MediaContinuation continuation, long sessionId, HandleTicket handle, BooleanSupplier maySend) {
        try {
            MediaContinuation.Attempt attempt = continuation.begin(sessionId, handle, maySend);
            return claimed -> settle(attempt, claimed);
        } catch (RuntimeException e) {
            return claimed -> Futures.failed(e);
        }
    }

    private static CompletableFuture<MediaRecovery.Continued> settle(
            MediaContinuation.Attempt attempt, @Nullable JanusPlugin claimed) {
        try {
            return attempt.settle(claimed);
        } catch (RuntimeException e) {
            return Futures.failed(e);
        }
    }

    /** The outcome of a reclaim, with what became of the media. */
    CompletableFuture<ReclaimOutcome> settle(CompletableFuture<ReclaimOutcome> reclaim) {
        if (byHandle.isEmpty()) {
            return reclaim;
        }
        return reclaim.whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        endAll();
                    }
                })
                .thenCompose(this::settle);
    }

    private CompletableFuture<ReclaimOutcome> settle(ReclaimOutcome outcome) {
        if (outcome instanceof ReclaimOutcome.Rebuilt || outcome instanceof ReclaimOutcome.Lost) {
            endAll();
        }
        return HandleOutcomes.each(outcome, this::settle);
    }

    private CompletableFuture<HandleOutcome> settle(HandleOutcome outcome) {
        MediaContinuation.Attempt attempt = byHandle.get(outcome.handleId());
        if (attempt == null) {
            return CompletableFuture.completedFuture(outcome);
        }
        return attempt.settle(outcome.handle())
                .handle((continued, failure) -> failure == null
                        ? outcome.withMedia(continued)
                        : outcome.withFinding("its media is not continued: "
                                + Futures.cause(failure).getMessage()));
    }

    private void endAll() {
        byHandle.forEach((handleId, attempt) ->
                Futures.logFailure(attempt.settle(null), "continuing the media of handle " + handleId));
    }
}
