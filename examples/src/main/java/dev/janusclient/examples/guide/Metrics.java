// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.micrometer.ClientLoadMetrics;
import dev.janusclient.micrometer.MicrometerObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;

/** The code of {@code docs/observability.md}. */
public final class Metrics {
    private Metrics() {}

    /** A client that is measured. */
    public static JanusClient observed(String uri, ObservationRegistry observations, MeterRegistry meters) {
        // tag::observe[]
        JanusClient janus = JanusClient.create(
                uri,
                JanusClientOptions.builder()
                        .observer(new MicrometerObserver(observations, meters))
                        .build());
        new ClientLoadMetrics(janus, Tags.of("client", "calls")).bindTo(meters);
        // end::observe[]
        return janus;
    }
}
