// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.micrometer;

import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.ContinuedMedia;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of a client's requests, and meters of what else it reports. One observer serves any number of clients:
 *
 * <ul>
 *   <li>observations {@code rpc.client.call.duration}, named by {@link JanusRequestConvention}: with Micrometer's usual handlers a
 *       timer, a long task timer of what is under way, and a span. The parent is what is observed on the thread that calls
 *   <li>{@code janus.client.events}: counter of events, by {@code plugin}, {@code event} and {@code replayed}
 *   <li>{@code janus.client.events.dropped}: counter of events that no listener got
 *   <li>{@code janus.client.connections.opened}, and {@code janus.client.connections.closed} by {@code reason}
 *   <li>{@code janus.client.reclaims}: counter of sessions taken back, by {@code cause} ({@code reconnect}, {@code takeover}),
 *       {@code result} and {@code reason}
 *   <li>{@code janus.client.gaps}: timer of the times in which events may have been missed
 *   <li>{@code janus.client.media.continued}: timer of how long it took to continue the media of handles whose owner had died, by
 *       {@code how} ({@code other_address}, {@code ice_restart}, {@code transfer}, {@code replaces})
 *   <li>{@code janus.client.media.lost}: counter of media that was to be continued and is not
 * </ul>
 *
 * <p>{@link ClientLoadMetrics} adds what a client holds: queue lengths among them.
 *
 * <p>Threading: any thread.
 */
public final class MicrometerObserver implements ClientObserver {
    private final ObservationRegistry observations;
    private final @Nullable JanusRequestConvention convention;
    private final MeterProvider<Counter> events;
    private final Counter dropped;
    private final Counter opened;
    private final MeterProvider<Counter> closed;
    private final MeterProvider<Counter> reclaims;
    private final Timer gaps;
    private final MeterProvider<Timer> continued;
    private final Counter mediaLost;

    /** With the default names of requests. */
    public MicrometerObserver(ObservationRegistry observations, MeterRegistry meters) {
        this(observations, meters, null);
    }

    /** @param convention names the requests; null takes the registry's own convention for them, or the default */
    public MicrometerObserver(
            ObservationRegistry observations, MeterRegistry meters, @Nullable JanusRequestConvention convention) {
        this.observations = observations;
        this.convention = convention;
        this.events = Counter.builder("janus.client.events")
                .description("Events of handles and sessions")
                .withRegistry(meters);
        this.dropped = Counter.builder("janus.client.events.dropped")
                .description("Events that no listener was registered for in time, or that listeners were too slow for")
                .register(meters);
        this.opened = Counter.builder("janus.client.connections.opened")
                .description("Connections on which the server has answered")
                .register(meters);
        this.closed = Counter.builder("janus.client.connections.closed")
                .description("Connections that have ended")
                .withRegistry(meters);
        this.reclaims = Counter.builder("janus.client.reclaims")
                .description("Attempts to take sessions back")
                .withRegistry(meters);
        this.gaps = Timer.builder("janus.client.gaps")
                .description("Times in which events of a session may have been missed")
                .register(meters);
        this.continued = Timer.builder("janus.client.media.continued")
                .description("Times from the beginning of a takeover until media could flow")
                .withRegistry(meters);
        this.mediaLost = Counter.builder("janus.client.media.lost")
                .description("Handles whose media was to be continued and is not")
                .register(meters);
    }

    @Override
    public @Nullable RequestEnd requestStarted(
            URI server, String plugin, String request, long sessionId, long handleId) {
        if (observations.isNoop()) {
            return null;
        }
        Observation observation = Observation.start(
                convention,
                JanusRequestConvention.DEFAULT,
                () -> new JanusRequestContext(server, plugin, request, sessionId, handleId),
                observations);
        return failure -> {
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        };
    }

    @Override
    public void eventReceived(String plugin, String event, boolean replayed) {
        events.withTags("plugin", plugin, "event", event, "replayed", Boolean.toString(replayed))
                .increment();
    }

    @Override
    public void eventsDropped(long count) {
        dropped.increment((double) count);
    }

    @Override
    public void connectionOpened(URI server) {
        opened.increment();
    }

    @Override
    public void connectionClosed(CloseReason reason) {
        closed.withTag("reason", name(reason.kind())).increment();
    }

    @Override
    public void sessionReclaimed(SessionReclaim reclaim) {
        LostReason reason = reclaim.reason();
        reclaims.withTags(Tags.of(
                        "cause",
                        name(reclaim.cause()),
                        "result",
                        name(reclaim.result()),
                        "reason",
                        reason == null ? KeyValue.NONE_VALUE : name(reason)))
                .increment();
        Gap gap = reclaim.gap();
        if (gap != null) {
            gaps.record(Duration.between(gap.from(), gap.to()));
        }
    }

    @Override
    public void mediaContinued(ContinuedMedia media) {
        continued.withTag("how", name(media.how())).record(media.gap());
    }

    @Override
    public void mediaLost() {
        mediaLost.increment();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
