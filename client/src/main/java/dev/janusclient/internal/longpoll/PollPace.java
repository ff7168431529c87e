// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import java.util.concurrent.TimeUnit;

/**
 * When one session is polled again. Janus holds a poll until there is an event; what answers at once every time, such as a
 * proxy with a cache, must not make a busy loop. Times are those of {@link System#nanoTime()}, pauses are in milliseconds.
 */
final class PollPace {
    /** A poll that took this long was held, whatever ended it: by Janus, or by a proxy that waits no longer. */
    private static final long HELD_MILLIS = 1_000;

    private static final long MIN_INTERVAL_MILLIS = 10;
    private static final long FIRST_EMPTY_PAUSE_MILLIS = 50;
    private static final long MAX_EMPTY_PAUSE_MILLIS = 1_000;
    private static final int MAX_FAILURES = 10;
    private static final long MAX_FAILING_MILLIS = 30_000;

    /** Janus holds a poll for 30 seconds (janus_http.c, {@code janus_http_request_timeout}), also one that was given up. */
    private static final long JANUS_HOLDS_MILLIS = 30_000;

    private static final long MARGIN_MILLIS = 1_000;

    private final FailureRun failures;
    private boolean hasFailed;
    private long lastFailure;
    private long started;
    private int empty;

    PollPace() {
        this(new FailureRun(MAX_FAILURES, MAX_FAILING_MILLIS));
    }

    PollPace(FailureRun failures) {
        this.failures = failures;
    }

    void started(long now) {
        started = now;
    }

    /** How long the poll has been under way. */
    long millis(long now) {
        return TimeUnit.NANOSECONDS.toMillis(now - started);
    }

    /**
     * It was answered.
     *
     * @param full whether there were as many events as one answer may have: more wait
     */
    long answered(int messages, boolean full, long now) {
        failures.reset();
        if (messages > 0 || millis(now) >= HELD_MILLIS) {
            empty = 0;
            return full ? 0 : Math.max(0, MIN_INTERVAL_MILLIS - millis(now));
        }
        return Math.min(MAX_EMPTY_PAUSE_MILLIS, FIRST_EMPTY_PAUSE_MILLIS << Math.min(empty++, 10));
    }

    /**
     * Whether an answer without events means that one was lost: Janus ends all polls of a session when there is an event, and
     * gives it to one of them, which may be one that was given up on the way and that Janus does not know to be dead.
     */
    boolean eventTakenAway(long now) {
        return hasFailed
                && millis(now) < JANUS_HOLDS_MILLIS - MARGIN_MILLIS
                && TimeUnit.NANOSECONDS.toMillis(now - lastFailure) < JANUS_HOLDS_MILLIS + MARGIN_MILLIS;
    }

    /** It failed; {@link FailureRun#TOO_MANY} if polls have failed too often or for too long. */
    long failed(long now) {
        hasFailed = true;
        lastFailure = now;
        if (millis(now) >= HELD_MILLIS) {
            // At once: an event that comes while no poll waits goes to the one that was given up, and nothing shows it.
            failures.reset();
            return 0;
        }
        return failures.failed(now);
    }
}
