// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Whether Janus answers, among the application's health; {@code management.health.janus.enabled=false} leaves it out. */
@AutoConfiguration(after = JanusAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(JanusClient.class)
@ConditionalOnEnabledHealthIndicator("janus")
public class JanusHealthAutoConfiguration {
    /** Made by Spring. */
    public JanusHealthAutoConfiguration() {}

    /** The indicator {@code janus}. */
    @Bean
    @ConditionalOnMissingBean(name = "janusHealthIndicator")
    public JanusHealthIndicator janusHealthIndicator(JanusClient client, JanusClientOptions options) {
        return new JanusHealthIndicator(client, options.requestTimeout());
    }
}
