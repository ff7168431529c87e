// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What {@link CompletableFuture} lacks, some of it on Android 8 (API 26) only. */
public final class Futures {
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
}
