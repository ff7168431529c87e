// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.micrometer.ClientLoadMetrics;
import dev.janusclient.micrometer.MicrometerObserver;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.TestJanus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@JanusTest(on = TestJanus.Kind.SCRIPTED)
class JanusAutoConfigurationTest {
    private final List<HandoverTicket> published = new CopyOnWriteArrayList<>();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JanusMetricsAutoConfiguration.class,
                    JanusAutoConfiguration.class,
                    JanusHealthAutoConfiguration.class));

    private ApplicationContextRunner with(TestJanus janus) {
        return runner.withPropertyValues(
                "janus.uris=" + janus.uri(), "janus.request-timeout=30s", "janus.connect-timeout=30s");
    }

    @Test
    void propertiesBecomeOptions() {
        runner.withPropertyValues(
                        "janus.uris=ws://a.example:8188,ws://b.example:8188",
                        "janus.api-secret=hidden",
                        "janus.request-timeout=7s",
                        "janus.recovery.enabled=false")
                .withBean(JanusOptionsCustomizer.class, () -> options -> options.maxUndeliveredEvents(17))
                .run(context -> {
                    JanusClientOptions options = context.getBean(JanusClientOptions.class);
                    assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(options.apiSecret()).isNotNull();
                    assertThat(options.recovery().enabled()).isFalse();
                    assertThat(options.maxUndeliveredEvents()).isEqualTo(17);
                    assertThat(context.getBean(JanusClient.class).toString()).contains("a.example", "b.example");
                    assertThat(context.getBean(JanusProperties.class).toString())
                            .doesNotContain("hidden");
                });
    }

    @Test
    void theApplicationsOwnBeansComeFirst() {
        JanusClientOptions own = JanusClientOptions.defaults();
        JanusClient client = JanusClient.create("ws://own.example", own);
        runner.withBean(JanusClientOptions.class, () -> own)
                .withBean(JanusClient.class, () -> client)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(ClientObserver.class, () -> ClientObserver.NONE)
                .run(context -> {
                    assertThat(context.getBean(JanusClient.class)).isSameAs(client);
                    assertThat(context.getBean(JanusClientOptions.class)).isSameAs(own);
                    assertThat(context).doesNotHaveBean(MicrometerObserver.class);
                });
    }

    @Test
    void aRegistryBringsMeters() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(MicrometerObserver.class).doesNotHaveBean(ClientLoadMetrics.class));
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MicrometerObserver observer = context.getBean(MicrometerObserver.class);
            assertThat(context.getBean(JanusClientOptions.class).observer()).isSameAs(observer);
            assertThat(context).hasSingleBean(ClientLoadMetrics.class);
        });
    }

    @Test
    void healthIsWhetherJanusAnswers(TestJanus janus) {
        with(janus).run(context -> {
            Health health = context.getBean(JanusHealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsKeys("server", "version", "sessions");
        });
        runner.withPropertyValues("janus.uris=ws://127.0.0.1:1").run(context -> assertThat(
                        context.getBean(JanusHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.DOWN));
        with(janus).withPropertyValues("management.health.janus.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(JanusHealthIndicator.class));
    }

    @Test
    void sessionsAreHandedOffAndNotDestroyed(TestJanus janus) {
        CompletableFuture<JanusSession> session = new CompletableFuture<>();
        with(janus)
                .withPropertyValues("janus.shutdown.timeout=1ms")
                .withBean(TicketPublisher.class, () -> published::add)
                .run(context -> session.complete(context.getBean(JanusClient.class)
                        .createSession()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join()));
        assertThat(published).singleElement().satisfies(ticket -> assertThat(ticket.sessionId())
                .isEqualTo(session.join().id()));
        assertThat(session.join().isActive()).isFalse();
        assertThat(janus.gateway().requests())
                .noneMatch(request -> request.word().equals("destroy"));
    }
}
