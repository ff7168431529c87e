// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.micrometer.ClientLoadMetrics;
import dev.janusclient.micrometer.JanusRequestConvention;
import dev.janusclient.micrometer.MicrometerObserver;
import dev.janusclient.observe.ClientObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The client's meters and observations, if the application has {@code janus-client-micrometer} and a registry. */
@AutoConfiguration(
        before = JanusAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({MicrometerObserver.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
public class JanusMetricsAutoConfiguration {
    /** Made by Spring. */
    public JanusMetricsAutoConfiguration() {}

    /** Observes the client. A {@link JanusRequestConvention} bean names the requests otherwise. */
    @Bean
    @ConditionalOnMissingBean(ClientObserver.class)
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    public MicrometerObserver janusClientObserver(
            ObjectProvider<ObservationRegistry> observations,
            MeterRegistry meters,
            ObjectProvider<JanusRequestConvention> convention) {
        return new MicrometerObserver(
                observations.getIfAvailable(() -> ObservationRegistry.NOOP), meters, convention.getIfUnique());
    }

    /** The gauges of the client. */
    @Bean
    @ConditionalOnMissingBean
    public ClientLoadMetrics janusClientLoadMetrics(JanusClient client) {
        return new ClientLoadMetrics(client, Tags.empty());
    }
}
