// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.micrometer.ClientLoadMetrics;
import dev.janusclient.micrometer.MicrometerObserver;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipErrorCode;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Meters of a client of a real Janus, and the dashboard that shows them. */
class MetricsTest {
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"");
    private static final Pattern METRIC = Pattern.compile("\\b(?:janus_client|rpc_client)_\\w+");

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip").reclaimSessionTimeout(20));

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private FaultProxy proxy;
    private JanusClient client;

    @BeforeEach
    void connect() {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        proxy = FaultProxy.to(JANUS.server().uri());
        client = newClient();
        new ClientLoadMetrics(client, Tags.of("client", "test")).bindTo(meters);
    }

    private JanusClient newClient() {
        return JanusClient.create(
                proxy.uri().toString(),
                JanusClientOptions.builder()
                        .observer(new MicrometerObserver(observations, meters))
                        .build());
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
    }

    private Timer calls(String method, String status) {
        return meters.get("rpc.client.call.duration")
                .tags("rpc.method", method, "rpc.response.status_code", status)
                .timer();
    }

    @Test
    void theDashboardShowsWhatAClientOfARealJanusReports() throws IOException {
        JanusSession session = PluginLine.done(client.createSession());
        JanusSipPlugin sip = PluginLine.done(session.attach(JanusSipPlugin.TYPE));
        PluginLine.failure(sip.unregister());

        assertThat(calls("core/create", "OK").count()).isEqualTo(1);
        assertThat(calls("core/attach", "OK").count()).isEqualTo(1);
        assertThat(calls("sip/unregister", Integer.toString(SipErrorCode.WRONG_STATE.code()))
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("janus.client.handles").gauge().value()).isEqualTo(1);

        proxy.inflict(new LinkFault.Cut());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> meters.find("janus.client.reclaims")
                                .tags("cause", "reconnect", "result", "resumed_with_gap")
                                .counter()
                        != null);
        assertThat(meters.get("janus.client.connections.opened").counter().count())
                .isEqualTo(2);
        assertThat(meters.get("janus.client.gaps").timer().count()).isEqualTo(1);

        try (JanusClient other = newClient()) {
            PluginLine.done(Reclaim.with(other).take(session.ticket()));
            assertThat(meters.get("janus.client.reclaims")
                            .tag("cause", "takeover")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(meters.scrape()).contains(queried());
    }

    /** The metrics that the dashboard queries, but for those of continued calls: {@link DashboardTest} has some. */
    private static Set<String> queried() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher queries = QUERY.matcher(Files.readString(Dashboard.FILE));
        while (queries.find()) {
            Matcher metrics = METRIC.matcher(queries.group(1));
            while (metrics.find()) {
                names.add(metrics.group());
            }
        }
        assertThat(names.removeIf(name -> name.startsWith("janus_client_media_continued_")))
                .isTrue();
        assertThat(names).hasSizeGreaterThan(8);
        return names;
    }
}
