// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ctrl-C or SIGTERM, and a time after which a command ends by itself. What the command holds is closed before the process ends. */
final class Stop implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final long deadline;
    private final Thread hook = new Thread(this::interrupted, "janus-stop");

    /** @param seconds null for no limit */
    Stop(@Nullable Integer seconds) {
        if (seconds != null && seconds < 1) {
            throw new ProblemException(Kind.BAD_INPUT, "--for: " + seconds + " is less than a second.");
        }
        deadline = seconds == null
                ? Long.MAX_VALUE
                : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        asked.countDown();
        try {
            boolean closed = over.await(5, TimeUnit.SECONDS);
            if (!closed) {
                System.err.println("what was still open was not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits so long, or until it is over; whether it is. */
    boolean within(Duration atMost) {
        try {
            long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
            return asked.await(Math.min(left, atMost.toNanos()), TimeUnit.NANOSECONDS)
                    || (deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits until it is over; fails if the session is not this process's any more. */
    void await(SessionWatch session) {
        while (!within(POLL)) {
            session.check();
        }
    }

    /** Waits until it is over. */
    void await() {
        while (!within(Duration.ofHours(1))) {
            // A wait has a limit, this command may have none.
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook waits for nothing else, and returns.
        }
    }
}
