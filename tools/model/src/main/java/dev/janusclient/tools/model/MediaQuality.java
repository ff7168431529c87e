// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The quality of handles' media over time, from what event handlers report every second. Bounded in handles and in samples. */
public final class MediaQuality {
    /** How many samples are kept of a handle: ten minutes of one stream. */
    public static final int MAX_SAMPLES = 600;

    private final Map<Long, Deque<Sample>> samples;

    /**
     * One stream in one second.
     *
     * @param media {@code audio}, {@code video}, {@code video-sim1}, … or {@code data}
     * @param bitsIn received by Janus in the last second
     * @param bitsOut sent by Janus in the last second
     * @param lost packets that Janus did not receive, since the beginning
     * @param lostByRemote packets that the other side did not receive, since the beginning
     * @param rttMillis round-trip time; 0 if it is not known
     */
    public record Sample(
            Instant at, String media, long bitsIn, long bitsOut, long lost, long lostByRemote, long rttMillis) {}

    MediaQuality(int maxHandles) {
        samples = CallTracker.bounded(maxHandles);
    }

    synchronized void accept(ObservedEvent event) {
        RawJson stats = event.event();
        Deque<Sample> kept = samples.computeIfAbsent(event.handleId(), id -> new ArrayDeque<>());
        if (kept.size() == MAX_SAMPLES) {
            kept.remove();
        }
        kept.add(new Sample(
                event.at(),
                event.text("media"),
                ObservedEvent.number(stats, "bytes-received-lastsec") * 8,
                ObservedEvent.number(stats, "bytes-sent-lastsec") * 8,
                ObservedEvent.number(stats, "lost"),
                ObservedEvent.number(stats, "lost-by-remote"),
                ObservedEvent.number(stats, "rtt")));
    }

    /** The samples of a handle, the oldest first. */
    public synchronized List<Sample> of(long handleId) {
        return List.copyOf(samples.getOrDefault(handleId, new ArrayDeque<>()));
    }
}
