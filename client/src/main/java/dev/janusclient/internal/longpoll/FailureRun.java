// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import dev.janusclient.internal.transport.GrowingPause;
import java.util.concurrent.TimeUnit;

/** Failures in a row of something that is repeated: the pause before the next attempt grows, until they are too many. */
final class FailureRun {
    /** Instead of a pause: there have been too many failures, or for too long. */
    static final long TOO_MANY = -1;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 5_000;

    private final int maxFailures;
    private final long maxMillis;
    private int failures;
    private long since;

    /**
     * @param maxFailures how many there may be
     * @param maxMillis how long they may go on
     */
    FailureRun(int maxFailures, long maxMillis) {
        this.maxFailures = maxFailures;
        this.maxMillis = maxMillis;
    }

    /** It succeeded. */
    void reset() {
        failures = 0;
    }

    /**
     * It failed.
     *
     * @param now of {@link System#nanoTime()}
     * @return how many milliseconds to wait, or {@link #TOO_MANY}
     */
    long failed(long now) {
        if (failures == 0) {
            since = now;
        }
        if (++failures > maxFailures || TimeUnit.NANOSECONDS.toMillis(now - since) > maxMillis) {
            return TOO_MANY;
        }
        return GrowingPause.millis(failures - 1, FIRST_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    }
}
