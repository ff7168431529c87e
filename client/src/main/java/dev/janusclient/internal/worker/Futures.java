package dev.janusclient.internal.worker;

import java.util.concurrent.CompletableFuture;

/** What {@link CompletableFuture} lacks on Android 8 (API 26). */
public final class Futures {
    private Futures() {}

    /** A future that has failed already. */
    public static <T> CompletableFuture<T> failed(Throwable why) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.completeExceptionally(why);
        return future;
    }
}
