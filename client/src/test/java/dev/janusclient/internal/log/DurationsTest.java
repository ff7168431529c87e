// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void areSecondsIfTheyAreWhole() {
        assertThat(Durations.text(Duration.ofSeconds(5))).isEqualTo("5 s");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0 s");
        assertThat(Durations.text(Duration.ofDays(-1))).isEqualTo("-86400 s");
    }

    @Test
    void areMillisecondsOtherwise() {
        assertThat(Durations.text(Duration.ofMillis(1_500))).isEqualTo("1500 ms");
        assertThat(Durations.text(Duration.ofNanos(1_500_000))).isEqualTo("1 ms");
        assertThat(Durations.text(Duration.ofNanos(1))).isEqualTo("1 ns");
    }

    @Test
    void theLongestHasOne() {
        assertThat(Durations.text(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
                .isEqualTo(Long.MAX_VALUE + " s");
        assertThat(Durations.text(Duration.ofSeconds(Long.MIN_VALUE, 1))).isEqualTo(Long.MIN_VALUE + " s");
    }
}
