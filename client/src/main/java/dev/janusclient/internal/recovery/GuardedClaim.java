// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.recovery.ClaimGuard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a {@link ClaimGuard} before a session is claimed again. */
final class GuardedClaim {
    private static final String NO_ANSWER = "beforeClaim gave no answer in time";

    private GuardedClaim() {}

    /**
     * Asks, in a task of its own: a guard is a user's code.
     *
     * @param left how long it may take
     * @return null if the session may be claimed, and otherwise why not; a failure if the connection ended before
     */
    static CompletableFuture<@Nullable String> refusal(
            ClientContext context, HandoverTicket known, ClaimGuard guard, Connection over, Duration left) {
        CompletableFuture<@Nullable String> asked = CompletableFuture.supplyAsync(
                        () -> guard.mayClaim(known), context::run)
                .thenCompose(Function.identity())
                .handleAsync(GuardedClaim::refusal, context::run);
        CompletableFuture<@Nullable String> first = new CompletableFuture<>();
        Futures.complete(first, context.within(left, asked, () -> NO_ANSWER));
        over.whenEnded(reason -> first.completeExceptionally(new JanusConnectionLostException("claim", reason)));
        return first;
    }

    private static @Nullable String refusal(@Nullable Boolean allowed, @Nullable Throwable failure) {
        if (failure != null) {
            return "beforeClaim failed: " + Futures.cause(failure).getMessage();
        }
        return Boolean.TRUE.equals(allowed) ? null : "beforeClaim did not allow to claim it";
    }
}
