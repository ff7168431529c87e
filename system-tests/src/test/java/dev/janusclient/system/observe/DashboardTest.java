// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.micrometer.ClientLoadMetrics;
import dev.janusclient.micrometer.MicrometerObserver;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.OwnershipStatus;
import dev.janusclient.system.Outcome;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of the dashboard gives values in the real Prometheus, of a program that has lost connections and sessions. What it
 * shows is drawn into {@code target/janus-client.svg}; {@code docs/dashboards/} has a copy.
 */
@Tag("prometheus")
class DashboardTest {
    private static final Path PICTURE = Path.of("target", "janus-client.svg");
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int TICKS = 150;

    /** So long an owner takes to notice that another process has its session. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(3);

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(
            JanusServer.builder().plugins("audiobridge", "echotest", "sip").reclaimSessionTimeout(60));

    private static final HandoverKeys KEYS = keys("theirs");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry observations = ObservationRegistry.create();

    @Test
    void everyQueryHasValuesInThePrometheusOfAProgramThatIsDisturbed(@TempDir Path folder) throws Exception {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        HttpServer shown = show();
        try (Prometheus prometheus = new Prometheus(folder, shown.getAddress().getPort())) {
            Instant from = Instant.now();
            disturb();
            double seconds = Duration.between(from, Instant.now()).toMillis() / 1000.0;

            Dashboard dashboard = Dashboard.read();
            DashboardPicture picture = new DashboardPicture(seconds);
            for (Dashboard.Panel panel : dashboard.panels()) {
                List<Prometheus.Series> shownByPanel = new ArrayList<>();
                for (Dashboard.Query query : panel.queries()) {
                    // What came last is read within a second.
                    shownByPanel.addAll(await(panel.title() + ": " + query.expression())
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> prometheus.values(query, from), all -> all.stream()
                                    .anyMatch(series -> !series.points().isEmpty())));
                }
                picture.draw(panel, shownByPanel);
            }
            Files.writeString(PICTURE, picture.of(dashboard));
        } finally {
            shown.stop(0);
        }
    }

    /** Shows the meters as a program would. */
    private HttpServer show() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = meters.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JanusClient client(FaultProxy proxy, Duration requestTimeout) {
        return JanusClient.create(
                proxy.uri().toString(),
                JanusClientOptions.builder()
                        .requestTimeout(requestTimeout)
                        .observer(new MicrometerObserver(observations, meters))
                        .build());
    }

    /** Participants mute themselves, a SIP handle refuses what it can't do, connections are cut, sessions and their media taken over. */
    private void disturb() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(JANUS.server().uri());
                JanusClient client = client(proxy, NOTICED_WITHIN);
                JanusClient other = client(proxy, Duration.ofSeconds(30));
                MediaEngine legs = MediaEngine.create()) {
            new ClientLoadMetrics(client, Tags.of("client", "calls")).bindTo(meters);
            JanusSession session = PluginLine.done(client.createSession());
            JanusSipPlugin sip = PluginLine.done(session.attach(JanusSipPlugin.TYPE));
            List<JanusAudioBridgePlugin> participants = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                participants.add(PluginLine.done(session.attach(JanusAudioBridgePlugin.TYPE)));
            }
            JanusId room = PluginLine.done(participants
                            .get(0)
                            .create(AudioBridgeRequest.Create.builder().build()))
                    .room();
            for (JanusAudioBridgePlugin participant : participants) {
                PluginLine.done(participant.join(room, null));
            }
            List<JanusSession> spare = List.of(echo(client, legs), echo(client, legs));
            // The media of the last one can't be continued: whoever takes it has another key.
            List<HandoverKeys> keys = List.of(KEYS, keys("another one"));
            List<CompletableFuture<OwnershipStatus>> noticed = new CopyOnWriteArrayList<>();
            everyTick(tick -> {
                // What fails while there is no connection is part of the picture.
                if (tick % 2 == 0) {
                    participants.get(tick / 2 % participants.size()).mute(tick % 4 == 0);
                }
                if (tick % 10 == 0) {
                    participants.get(0).list();
                    sip.unregister();
                }
                if (tick % 60 == 30) {
                    proxy.inflict(new LinkFault.Cut());
                }
                if (tick % 60 == 0 && tick > 0) {
                    int turn = tick / 60 - 1;
                    JanusSession taken = spare.get(turn);
                    noticed.add(Reclaim.with(other)
                            .media(LegContinuation.with(legs, keys.get(turn)))
                            .take(taken.ticket())
                            .thenCompose(outcome -> taken.confirmOwnership()));
                }
            });
            // The last one: no connection was cut after that.
            assertThat(Outcome.of(noticed.get(noticed.size() - 1))).isEqualTo(OwnershipStatus.CLAIMED_ELSEWHERE);
            assertThat(meters.get("janus.client.media.lost").counter().count()).isPositive();
        }
    }

    private static HandoverKeys keys(String text) {
        return HandoverKeys.of(("the key of this test: " + text).getBytes(StandardCharsets.US_ASCII));
    }

    /** A session whose media another owner can go on with. */
    private static JanusSession echo(JanusClient client, MediaEngine legs) {
        JanusSession session = PluginLine.done(client.createSession());
        JanusEchoTestPlugin echo = PluginLine.done(session.attach(JanusEchoTestPlugin.TYPE));
        MediaLeg leg = legs.newLeg(MediaLegOptions.defaults());
        Jsep answer = PluginLine.done(echo.start(PluginLine.done(leg.offer()))).jsep();
        PluginLine.done(leg.acceptAnswer(Objects.requireNonNull(answer)));
        PluginLine.done(LegContinuation.with(legs, KEYS).keep(leg, echo));
        return session;
    }

    private static void everyTick(IntConsumer what) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(TICKS);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(
                    () -> {
                        what.accept((int) (TICKS - left.getCount()));
                        left.countDown();
                    },
                    0,
                    TICK.toMillis(),
                    TimeUnit.MILLISECONDS);
            assertThat(left.await(2, TimeUnit.MINUTES)).as("no tick has failed").isTrue();
        } finally {
            clock.shutdownNow();
        }
    }
}
