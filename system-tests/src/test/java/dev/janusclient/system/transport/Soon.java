// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a future ended. */
final class Soon {
    static final Duration AT_MOST = Duration.ofSeconds(20);

    private Soon() {}

    static <T> T done(CompletableFuture<T> future) {
        try {
            return future.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed, but was expected to succeed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end", e);
        }
    }

    static <E extends Throwable> E failed(CompletableFuture<?> future, Class<E> type) {
        try {
            Object value = future.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError(
                    "succeeded with " + value + ", but was expected to fail with " + type.getSimpleName());
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return Objects.requireNonNull(type.cast(e.getCause()));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end", e);
        }
    }
}
