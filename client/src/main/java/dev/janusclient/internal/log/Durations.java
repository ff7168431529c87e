// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import java.time.Duration;

/** Durations as they are written into a log or a message. */
public final class Durations {
    private static final long SECONDS_ONLY = 86_400;

    private Durations() {}

    /** In seconds if they are whole, or if there are more than those of a day; otherwise in milliseconds: "5 s", "1500 ms". */
    public static String text(Duration time) {
        long seconds = time.getSeconds();
        if (time.getNano() == 0 || seconds > SECONDS_ONLY || seconds < -SECONDS_ONLY) {
            return seconds + " s";
        }
        long millis = time.toMillis();
        return millis == 0 ? time.toNanos() + " ns" : millis + " ms";
    }
}
