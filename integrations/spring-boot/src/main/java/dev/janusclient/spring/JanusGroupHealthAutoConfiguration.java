// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.cluster.FailoverGroup;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** How the member stands, among the application's health; {@code management.health.janus-group.enabled=false} leaves it out. */
@AutoConfiguration(after = JanusGroupAutoConfiguration.class)
@ConditionalOnClass({FailoverGroup.class, HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(FailoverGroup.class)
@ConditionalOnEnabledHealthIndicator("janus-group")
public class JanusGroupHealthAutoConfiguration {
    /** Made by Spring. */
    public JanusGroupHealthAutoConfiguration() {}

    /** The indicator {@code janusGroup}. */
    @Bean
    @ConditionalOnMissingBean(name = "janusGroupHealthIndicator")
    public JanusGroupHealthIndicator janusGroupHealthIndicator(FailoverGroup group) {
        return new JanusGroupHealthIndicator(group);
    }
}
