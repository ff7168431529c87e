// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.observe.ClientObserver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;

/** The client, its options, and the end of its sessions with the application. */
@AutoConfiguration
@EnableConfigurationProperties(JanusProperties.class)
public class JanusAutoConfiguration {
    /** Made by Spring. */
    public JanusAutoConfiguration() {}

    /** What the client is made with. */
    @Bean
    @ConditionalOnMissingBean
    public JanusClientOptions janusClientOptions(
            JanusProperties properties,
            ObjectProvider<ClientObserver> observer,
            ObjectProvider<JanusOptionsCustomizer> customizers) {
        JanusClientOptions.Builder options = JanusClientOptions.builder().recovery(recovery(properties.recovery()));
        PropertyMapper map = PropertyMapper.get();
        map.from(properties.apiSecret()).to(options::apiSecret);
        map.from(properties.token()).to(token -> options.token(token));
        map.from(properties.requestTimeout()).to(options::requestTimeout);
        map.from(properties.connectTimeout()).to(options::connectTimeout);
        map.from(properties.keepaliveInterval()).to(options::keepaliveInterval);
        map.from(properties.pingInterval()).to(options::pingInterval);
        map.from(properties.idleTimeout()).to(options::idleTimeout);
        map.from(properties.maxUndeliveredEvents()).to(options::maxUndeliveredEvents);
        observer.ifUnique(options::observer);
        customizers.orderedStream().forEach(customizer -> customizer.customize(options));
        return options.build();
    }

    private static RecoveryOptions recovery(JanusProperties.Recovery properties) {
        if (!properties.enabled()) {
            return RecoveryOptions.disabled();
        }
        RecoveryOptions.Builder recovery = RecoveryOptions.builder().allowRebuild(properties.allowRebuild());
        if (properties.giveUpAfter() != null) {
            recovery.giveUpAfter(properties.giveUpAfter());
        }
        return recovery.build();
    }

    /** The client. It connects when it is first used. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public JanusClient janusClient(JanusProperties properties, JanusClientOptions options) {
        return JanusClient.create(properties.uris(), options);
    }

    /** Hands the sessions off when the application ends. */
    @Bean
    @ConditionalOnMissingBean
    public SessionHandOff janusSessionHandOff(
            JanusClient client, JanusProperties properties, ObjectProvider<TicketPublisher> publisher) {
        return new SessionHandOff(client, properties.shutdown(), publisher.getIfUnique());
    }
}
