// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ManualScheduler;
import dev.janusclient.internal.log.LogBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final ManualScheduler time = new ManualScheduler();
    private final List<String> done = new ArrayList<>();
    private final Sweeper sweeper = new Sweeper(time, new LogBudget(time::nanoTime), Map.of(), (session, now) -> {});

    @Test
    void aPartThatFailsInWhateverWayStopsNeitherTheOthersNorTheNextSweep() {
        sweeper.start(
                Duration.ofSeconds(10),
                now -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                now -> done.add("deadlines"));
        sweeper.later(() -> {
            throw new IllegalStateException("on purpose");
        });
        sweeper.later(() -> done.add("later"));
        String logged = logOf(() -> time.advance(PERIOD.multipliedBy(3)));
        assertThat(done).containsExactly("later", "deadlines", "deadlines", "deadlines");
        assertThat(logged.lines().filter(line -> line.contains("ERROR"))).hasSize(1);
    }

    @Test
    void whatIsLeftRunsWhenItEndsAndWhatComesAfterThatAtOnce() {
        sweeper.start(Duration.ofSeconds(10));
        sweeper.later(() -> done.add("left"));
        sweeper.stop();
        sweeper.later(() -> done.add("late"));
        assertThat(done).containsExactly("left", "late");
        assertThat(time.activeTasks()).isZero();
        sweeper.start(Duration.ofSeconds(10));
        assertThat(time.activeTasks()).isZero();
    }
}
