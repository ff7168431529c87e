// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How a future ended. Every future of the library has to, so every wait here has a bound of its own. */
public final class Outcome {
    private Outcome() {}

    public static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed, but was expected to succeed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end", e);
        }
    }

    /** What failed in the first place; null if nothing did. */
    static @Nullable Throwable cause(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The failure, which must be of this type and come within the time. */
    public static <E extends Throwable> E failure(CompletableFuture<?> future, Class<E> type, Duration atMost) {
        try {
            Object value = future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return fail("succeeded with " + value + ", but was expected to fail with " + type.getSimpleName());
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end within " + atMost, e);
        }
    }
}
