// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import dev.janusclient.internal.log.LogBudget;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link CompletableFuture} lacks, some of it on Android 8 (API 26) only. */
public final class Futures {
    private static final Logger log = LoggerFactory.getLogger(Futures.class);

    private Futures() {}

    /** A future that has failed already. */
    public static <T> CompletableFuture<T> failed(Throwable why) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.completeExceptionally(why);
        return future;
    }

    /** What a future failed with, without the wrapping that depends on where one looks. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Completes a future as another one does, whichever way that is. */
    public static <T> void complete(CompletableFuture<T> future, CompletableFuture<? extends T> like) {
        like.whenComplete((value, failure) -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(cause(failure));
            }
        });
    }

    /**
     * A future for a caller, who may end it early: cancel it, complete it, or let it time out.
     *
     * @param undo takes back what was made all the same
     */
    public static <T> CompletableFuture<T> undoable(CompletableFuture<T> making, Consumer<? super T> undo) {
        CompletableFuture<T> handedOut = new CompletableFuture<>();
        follow(handedOut, making, undo);
        return handedOut;
    }

    /** As {@link #undoable(CompletableFuture, Consumer)}, of something that is not begun if the caller ends the future before. */
    public static <A, T> CompletableFuture<T> undoable(
            CompletableFuture<A> needed, Function<? super A, CompletableFuture<T>> make, Consumer<? super T> undo) {
        CompletableFuture<T> handedOut = new CompletableFuture<>();
        follow(
                handedOut,
                needed.thenCompose(
                        there -> handedOut.isDone() ? failed(new CancellationException()) : make.apply(there)),
                undo);
        return handedOut;
    }

    private static <T> void follow(
            CompletableFuture<T> handedOut, CompletableFuture<T> making, Consumer<? super T> undo) {
        making.whenComplete((made, failure) -> {
            if (failure != null) {
                handedOut.completeExceptionally(cause(failure));
            } else if (!handedOut.complete(made)) {
                undo.accept(made);
            }
        });
    }

    /** Logs the failure of something that nobody waits for. */
    public static void logFailure(CompletableFuture<?> unawaited, String what) {
        unawaited.whenComplete((done, failure) -> {
            if (failure != null) {
                LogBudget.debug(log, "{} failed: {}", what, cause(failure).getMessage());
            }
        });
    }
}
