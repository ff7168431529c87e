// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.tools.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions and handles a server has over time, and how it answers the console: a sample every ten seconds, for an hour. Of one
 * thread.
 */
final class Trend {
    static final int MAX_SAMPLES = 360;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Duration interval;
    private Traffic.Total before = new Traffic.Total(0, 0, 0, 0, 0, 0, 0);
    private Shown shown = new Shown(0, 0, 0, 0, 0, List.of());
    private long next = System.nanoTime();

    Trend(Duration interval) {
        this.interval = interval;
    }

    /** @param millis how long the server took to answer a request on average since the sample before; null if none was answered */
    record Sample(Instant at, int sessions, int handles, @Nullable Double millis) {}

    /** What there was up to the newest sample. */
    record Shown(long requests, long failed, long timedOut, long connections, long lost, List<Sample> samples) {}

    /** Takes a sample, if it is time. */
    void add(Listings.Counts counts, Traffic.Total now) {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + interval.toNanos();
            if (samples.size() == MAX_SAMPLES) {
                samples.remove();
            }
            samples.add(new Sample(Instant.now(), counts.sessions(), counts.handles(), millis(now)));
            before = now;
            shown = new Shown(
                    now.requests(), now.failed(), now.timedOut(), now.connections(), now.lost(), List.copyOf(samples));
        }
    }

    Shown shown() {
        return shown;
    }

    private @Nullable Double millis(Traffic.Total now) {
        long answered = now.answered() - before.answered();
        return answered == 0 ? null : Double.valueOf((now.nanos() - before.nanos()) / NANOS_PER_MILLI / answered);
    }
}
