// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.worker.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Passes tasks to the user's executor, which may refuse them in any way: because it was shut down, because it is full, or
 * because no thread can be made.
 */
public final class Executions {
    private Executions() {}

    /**
     * Passes a task on.
     *
     * @return why it was refused; null if it was not
     */
    @SuppressWarnings("ThrowableReturned") // to be logged by whoever knows what was to be done
    static @Nullable Throwable submit(Executor executor, Runnable task) {
        try {
            executor.execute(task);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /**
     * A caller's own future of something that several callers wait for: it ends in a task of its own, so that what one
     * caller chains to it, and what blocks there, holds up no other.
     *
     * @param shared handed out to no caller itself
     */
    public static <T> CompletableFuture<T> handOut(CompletableFuture<T> shared, Executor executor) {
        CompletableFuture<T> own = new CompletableFuture<>();
        if (shared.isDone()) {
            Futures.complete(own, shared);
        } else {
            shared.whenComplete((value, failure) -> submitOrRun(executor, () -> Futures.complete(own, shared)));
        }
        return own;
    }

    /** Passes a task on, or runs it here if it is refused: for what has to happen, such as the end of a future. */
    public static void submitOrRun(Executor executor, Runnable task) {
        if (submit(executor, task) != null) {
            task.run();
        }
    }
}
