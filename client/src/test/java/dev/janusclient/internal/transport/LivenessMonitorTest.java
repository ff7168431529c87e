// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.transport.TransportOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether Janus is asked, and when it counts as dead. */
class LivenessMonitorTest {
    private static final long MILLI = 1_000_000L;

    // As System.nanoTime() may be: below zero, and about to run over.
    private static final long START = Long.MAX_VALUE - 500 * MILLI;

    private static LivenessMonitor pulse(long ping, long idle) {
        TransportOptions options =
                new TransportOptions(Duration.ofSeconds(1), Duration.ofMillis(ping), Duration.ofMillis(idle), 1, 1);
        return new LivenessMonitor(options, START);
    }

    private static LivenessMonitor.Verdict at(LivenessMonitor pulse, long millis) {
        return pulse.check(START + millis * MILLI);
    }

    private static void heard(LivenessMonitor pulse, long millis) {
        pulse.heard(START + millis * MILLI);
    }

    @Test
    void itIsAskedOncePerIntervalOfSilence() {
        LivenessMonitor pulse = pulse(1000, 0);
        assertThat(at(pulse, 999)).isEqualTo(LivenessMonitor.Verdict.WAIT);
        assertThat(at(pulse, 1000)).isEqualTo(LivenessMonitor.Verdict.PING);
        assertThat(at(pulse, 1500)).isEqualTo(LivenessMonitor.Verdict.WAIT);
        assertThat(at(pulse, 2000)).isEqualTo(LivenessMonitor.Verdict.PING);
        heard(pulse, 2500);
        assertThat(at(pulse, 3000)).isEqualTo(LivenessMonitor.Verdict.WAIT);
        assertThat(at(pulse, 3500)).isEqualTo(LivenessMonitor.Verdict.PING);
    }

    @Test
    void nothingHeardForTooLongIsSilence() {
        LivenessMonitor pulse = pulse(1000, 3000);
        heard(pulse, 100);
        assertThat(at(pulse, 3099)).isEqualTo(LivenessMonitor.Verdict.PING);
        assertThat(at(pulse, 3100)).isEqualTo(LivenessMonitor.Verdict.IDLE_TIMEOUT);
    }

    @Test
    void zeroMeansNever() {
        assertThat(at(pulse(0, 0), 1_000_000)).isEqualTo(LivenessMonitor.Verdict.WAIT);
        assertThat(at(pulse(0, 3000), 2999)).isEqualTo(LivenessMonitor.Verdict.WAIT);
        assertThat(at(pulse(0, 3000), 3000)).isEqualTo(LivenessMonitor.Verdict.IDLE_TIMEOUT);
        assertThat(at(pulse(1000, 0), 1_000_000)).isEqualTo(LivenessMonitor.Verdict.PING);
    }

    @Test
    void itIsLookedAtAFewTimesPerInterval() {
        assertThat(pulse(1000, 3000).period()).isEqualTo(Duration.ofMillis(250));
        assertThat(pulse(0, 2000).period()).isEqualTo(Duration.ofMillis(500));
        assertThat(pulse(10, 0).period()).isEqualTo(Duration.ofMillis(20));
        assertThat(pulse(0, 0).period()).isEqualTo(Duration.ofSeconds(1));
    }
}
