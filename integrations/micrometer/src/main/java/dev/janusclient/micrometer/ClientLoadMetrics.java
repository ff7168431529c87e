// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.micrometer;

import dev.janusclient.ClientLoad;
import dev.janusclient.JanusClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Gauges of what one client holds: {@code janus.client.sessions}, {@code janus.client.handles}, {@code
 * janus.client.requests.pending}, {@code janus.client.events.queued}. They hold the client by a weak reference.
 */
public final class ClientLoadMetrics implements MeterBinder {
    private final JanusClient client;
    private final List<Tag> tags;

    /** @param tags tell several clients apart */
    public ClientLoadMetrics(JanusClient client, Iterable<Tag> tags) {
        this.client = client;
        this.tags = new ArrayList<>();
        tags.forEach(this.tags::add);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "sessions", "Sessions that are active or being reclaimed", ClientLoad::sessions);
        gauge(registry, "handles", "Handles of those sessions", ClientLoad::handles);
        gauge(registry, "requests.pending", "Requests that wait for an answer", ClientLoad::pendingRequests);
        gauge(registry, "events.queued", "Events that wait for their listeners to return", ClientLoad::queuedEvents);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToIntFunction<ClientLoad> value) {
        Gauge.builder("janus.client." + name, client, observed -> value.applyAsInt(observed.load()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
