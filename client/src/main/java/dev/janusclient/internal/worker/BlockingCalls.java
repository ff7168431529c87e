// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Calls that block and can't be interrupted, such as name look-ups: each has a daemon thread of its own. */
public final class BlockingCalls {
    private BlockingCalls() {}

    /**
     * Starts a call.
     *
     * @param threadName what its thread is called
     * @return what the call returns or throws, on its thread; a failure too if the system has no thread for it
     */
    public static <T> CompletableFuture<T> start(String threadName, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            Thread thread = new Thread(
                    () -> {
                        try {
                            result.complete(call.call());
                        } catch (Throwable e) {
                            result.completeExceptionally(e);
                        }
                    },
                    threadName);
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
        return result;
    }
}
