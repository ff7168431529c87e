// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts at something that fails: random, up to a limit that doubles, and at least half of it, so that the
 * many clients of one server or proxy do not come back at the same time.
 */
public final class GrowingPause {
    private static final int MAX_DOUBLINGS = 10;

    private GrowingPause() {}

    /**
     * How long to wait.
     *
     * @param failures how many attempts have failed before, from 0
     * @param firstMillis the limit of the first pause
     * @param maxMillis what the limit grows to
     */
    public static long millis(int failures, long firstMillis, long maxMillis) {
        long limit = Math.min(maxMillis, firstMillis << Math.min(failures, MAX_DOUBLINGS));
        return limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2 + 1);
    }
}
