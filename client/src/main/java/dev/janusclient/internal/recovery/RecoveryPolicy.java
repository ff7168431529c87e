// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.log.Durations;
import java.time.Duration;

/**
 * When to try again.
 *
 * @param firstDelay before the second attempt, and the longest the first one waits; each further attempt may wait twice as
 *     long as the one before
 * @param maxDelay the longest between two attempts
 * @param giveUpAfter how long after the loss no more attempts are made
 */
public record RecoveryPolicy(Duration firstDelay, Duration maxDelay, Duration giveUpAfter) {
    public RecoveryPolicy {
        positive("firstDelay", firstDelay);
        positive("maxDelay", maxDelay);
        positive("giveUpAfter", giveUpAfter);
        if (maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("maxDelay: " + Durations.text(maxDelay) + " is shorter than firstDelay "
                    + Durations.text(firstDelay));
        }
    }

    /**
     * How long to wait before an attempt: somewhere between nothing and a limit that doubles, so that the clients of a
     * server that came back do not all knock at once.
     *
     * @param attempt 0 for the first
     * @param random from 0, inclusive, to 1, exclusive
     */
    Duration delay(int attempt, double random) {
        double limit = (double) firstDelay.toNanos() * Math.pow(2, Math.min(attempt, 30) - 1);
        return Duration.ofNanos((long) (Math.min(limit, (double) maxDelay.toNanos()) * random));
    }

    private static void positive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(field + ": " + Durations.text(value) + " is not longer than zero");
        }
    }
}
