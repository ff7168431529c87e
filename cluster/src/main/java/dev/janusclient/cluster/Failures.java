// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What futures fail with. */
final class Failures {
    private Failures() {}

    /** The failure itself, without the wrapping that depends on where one looks. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** A future that has failed already. */
    static <T> CompletableFuture<T> failed(Throwable why) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.completeExceptionally(why);
        return future;
    }
}
