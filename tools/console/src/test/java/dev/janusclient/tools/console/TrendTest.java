// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.tools.model.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a console remembers of a server over time. */
class TrendTest {
    private static final Listings.Counts COUNTS = new Listings.Counts(3, 5, 1);

    private static Traffic.Total total(long answered, long millis) {
        return new Traffic.Total(
                answered + 2, answered, 1, 1, 2, 1, Duration.ofMillis(millis).toNanos());
    }

    private static Trend.Shown add(Trend trend, Traffic.Total total) {
        trend.add(COUNTS, total);
        return trend.shown();
    }

    @Test
    void aSampleHasTheMeanTimeOfTheAnswersSinceTheOneBefore() {
        Trend trend = new Trend(Duration.ZERO);
        assertThat(add(trend, total(0, 0)).samples().get(0).millis()).isNull();
        assertThat(add(trend, total(10, 20)).samples().get(1).millis()).isEqualTo(2.0);
        Trend.Shown shown = add(trend, total(14, 60));
        assertThat(shown.samples().get(2).millis()).isEqualTo(10.0);
        assertThat(shown.requests()).isEqualTo(16);
        assertThat(shown.samples().get(2).sessions()).isEqualTo(3);
    }

    @Test
    void theOldestSamplesGiveWay() {
        Trend trend = new Trend(Duration.ZERO);
        for (int i = 0; i <= Trend.MAX_SAMPLES; i++) {
            assertThat(add(trend, total(i, i)).samples()).hasSizeLessThanOrEqualTo(Trend.MAX_SAMPLES);
        }
    }

    @Test
    void betweenTwoSamplesNothingChanges() {
        Trend trend = new Trend(Duration.ofHours(1));
        Trend.Shown first = add(trend, total(1, 1));
        assertThat(add(trend, total(2, 2))).isSameAs(first);
    }
}
