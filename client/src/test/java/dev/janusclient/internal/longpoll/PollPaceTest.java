// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How soon a session is polled again; all times are the test's. */
class PollPaceTest {
    private final PollPace pace = new PollPace();
    private long now = 42;

    private void held(Duration time) {
        pace.started(now);
        now += time.toNanos();
    }

    private long failed(Duration after) {
        held(after);
        long pause = pace.failed(now);
        now += Duration.ofMillis(Math.max(0, pause)).toNanos();
        return pause;
    }

    @Test
    void emptyAnswersThatComeAtOnceSlowDownToOneASecond() {
        long[] limits = {50, 100, 200, 400, 800, 1_000, 1_000};
        for (long limit : limits) {
            held(Duration.ofMillis(1));
            assertThat(pace.answered(0, false, now)).isEqualTo(limit);
        }
        held(Duration.ofSeconds(30));
        assertThat(pace.answered(0, false, now)).isZero();
        held(Duration.ofMillis(1));
        assertThat(pace.answered(0, false, now)).isEqualTo(50);
        held(Duration.ofMillis(1));
        assertThat(pace.answered(20, true, now)).isZero();
        held(Duration.ofMillis(1));
        assertThat(pace.answered(0, false, now)).isEqualTo(50);
    }

    @Test
    void eventsAreFetchedAtMostAHundredTimesASecondUnlessMoreWait() {
        held(Duration.ofMillis(4));
        assertThat(pace.answered(1, false, now)).isEqualTo(6);
        held(Duration.ofMillis(40));
        assertThat(pace.answered(1, false, now)).isZero();
        held(Duration.ofMillis(1));
        assertThat(pace.answered(20, true, now)).isZero();
    }

    @Test
    void tenFailuresInARowAreForgivenWithPausesThatGrow() {
        for (int failure = 0; failure < 10; failure++) {
            long limit = Math.min(5_000, 100L << failure);
            assertThat(failed(Duration.ofMillis(1))).isBetween(limit / 2, limit);
        }
        assertThat(failed(Duration.ofMillis(1))).isEqualTo(FailureRun.TOO_MANY);
    }

    @Test
    void failuresMayNotGoOnForLongerThanHalfAMinute() {
        failed(Duration.ofMillis(1));
        now += Duration.ofSeconds(31).toNanos();
        assertThat(failed(Duration.ofMillis(1))).isEqualTo(FailureRun.TOO_MANY);
    }

    @Test
    void aProxyThatWaitsForTwoSecondsOnlyIsNoFailureInTheLongRun() {
        for (int polls = 0; polls < 1_000; polls++) {
            assertThat(failed(Duration.ofSeconds(2))).isZero();
        }
    }

    @Test
    void anEmptyAnswerMeansALostEventWhileJanusMayHoldAPollThatWasGivenUp() {
        held(Duration.ofSeconds(1));
        assertThat(pace.eventTakenAway(now)).isFalse();
        failed(Duration.ofSeconds(2));
        held(Duration.ofSeconds(1));
        assertThat(pace.eventTakenAway(now)).isTrue();
        // Janus itself ended it.
        held(Duration.ofSeconds(30));
        assertThat(pace.eventTakenAway(now)).isFalse();
        held(Duration.ofSeconds(1));
        assertThat(pace.eventTakenAway(now)).isFalse();
    }
}
