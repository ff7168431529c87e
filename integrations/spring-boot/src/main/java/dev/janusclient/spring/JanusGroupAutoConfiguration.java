// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupListener;
import dev.janusclient.cluster.GroupMetrics;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.recovery.GapSource;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * This application as a member of a failover group, if {@code janus.group.name} is set and {@code janus-client-cluster} is there. Who
 * owns a session is kept in the application's {@link OwnershipStore} bean, else in Redis at {@code janus.group.redis-uri} with
 * {@code janus-client-cluster-redis}, else in its {@link DataSource} with {@code janus-client-cluster-jdbc}.
 */
@AutoConfiguration(
        after = JanusAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(FailoverGroup.class)
@ConditionalOnProperty("janus.group.name")
@EnableConfigurationProperties(JanusGroupProperties.class)
public class JanusGroupAutoConfiguration {
    /** Made by Spring. */
    public JanusGroupAutoConfiguration() {}

    /** The store in Redis. */
    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedisStore.class)
    @ConditionalOnProperty("janus.group.redis-uri")
    static class Redis {
        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean(OwnershipStore.class)
        RedisStore janusOwnershipStore(JanusGroupProperties properties) {
            return new RedisStore(String.valueOf(properties.redisUri()));
        }
    }

    /** The store in the application's database. */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcStore.class, DataSource.class})
    @ConditionalOnSingleCandidate(DataSource.class)
    static class Jdbc {
        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean(OwnershipStore.class)
        JdbcStore janusOwnershipStore(DataSource source, JanusGroupProperties properties) {
            JdbcStore store = JdbcStore.builder(source).build();
            if (properties.createSchema()) {
                store.createSchema();
            }
            return store;
        }
    }

    /**
     * The member, which joins here. A {@link SessionHandler} bean resumes the sessions whose kind is the bean's name; {@link
     * GapSource}, {@link TicketForm}, {@link GroupListener} and {@link GroupMetrics} beans are the group's.
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public FailoverGroup janusFailoverGroup(
            JanusGroupProperties properties,
            JanusProperties client,
            JanusClientOptions options,
            OwnershipStore store,
            ListableBeanFactory beans) {
        FailoverGroup.Builder group =
                FailoverGroup.builder(store, MemberOptions.of(properties.name(), properties.lease()));
        properties.servers().forEach((name, uri) -> group.server(name, uri, options));
        if (properties.servers().isEmpty()) {
            group.server("janus", options, guarded -> JanusClient.create(client.uris(), guarded));
        }
        Map<String, SessionHandler> handlers = beans.getBeansOfType(SessionHandler.class);
        handlers.forEach(group::handler);
        ObjectProvider<GapSource> sources = beans.getBeanProvider(GapSource.class);
        sources.orderedStream().forEach(group::source);
        beans.getBeanProvider(TicketForm.class).ifUnique(group::tickets);
        beans.getBeanProvider(GroupListener.class).ifUnique(group::listener);
        beans.getBeanProvider(GroupMetrics.class).ifUnique(group::metrics);
        return group.start().join();
    }

    /** Gives the member's sessions away when the application ends. */
    @Bean
    @ConditionalOnMissingBean
    public JanusGroupDrain janusGroupDrain(FailoverGroup group, JanusGroupProperties properties) {
        return new JanusGroupDrain(group, properties.drainTimeout());
    }
}
