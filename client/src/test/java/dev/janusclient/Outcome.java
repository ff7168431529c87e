// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** How something ended. */
public final class Outcome {
    private Outcome() {}

    /** The result of a future that must not fail and must not take long. */
    public static <T> T of(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The failure of a future that has failed or is about to, of the type that is wanted. */
    public static <E extends Throwable> E failure(CompletableFuture<?> future, Class<E> type) {
        Throwable failure = of(future.handle((value, why) -> why == null ? new AssertionError("no failure") : why));
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(type);
        return type.cast(cause);
    }

    /** What is logged while something runs, without the log of messages. */
    public static String logOf(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return Pattern.compile("TRACE dev\\.janusclient\\.wire .*\\R")
                .matcher(log.toString(StandardCharsets.UTF_8))
                .replaceAll("");
    }
}
