// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.mqtt.MqttOptions;
import dev.janusclient.mqtt.MqttTransportFactory;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Janus behind the real Mosquitto. */
@Tag("mosquitto")
class MqttTest {
    private static Mosquitto broker;

    @BeforeAll
    static void startBroker() {
        broker = Mosquitto.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void noEventIsLostWhileAProcessIsKilledAndAnotherTakesOver(String version) {
        try (JanusServer server = EventsWhileAway.withRoom(JanusServer.builder())
                .mqtt(broker, version)
                .start()) {
            EventsWhileAway.noneIsLost(server, server.mqttUri() + "&client=worker&version=" + version);
        }
    }

    @Test
    void clientsOfOneJanusEachHearTheirOwnWhateverVersionTheySpeak() {
        try (JanusServer server = JanusServer.builder().mqtt(broker, "5").start();
                JanusClient one = JanusClient.create(server.mqttUri() + "&version=3.1.1");
                JanusClient two = JanusClient.create(server.mqttUri() + "&version=5&client=two")) {
            EchoTestRequest.Settings audio =
                    EchoTestRequest.Settings.builder().audio(true).build();
            JanusEchoTestPlugin mine = done(done(one.createSession()).attach(JanusEchoTestPlugin.TYPE));
            JanusEchoTestPlugin yours = done(done(two.createSession()).attach(JanusEchoTestPlugin.TYPE));
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(mine.configure(audio));
                answers.add(yours.configure(audio));
            }
            answers.forEach(Soon::done);
        }
    }

    @Test
    void whoeverConnectsUnderTheSameNameTakesTheOthersPlace() {
        try (JanusServer server = JanusServer.builder().mqtt(broker, "5").start();
                JanusClient older = client(server, "&client=the-one");
                JanusClient newer = client(server, "&client=the-one")) {
            CompletableFuture<CoreEvent.ConnectionLost> lost = new CompletableFuture<>();
            done(older.createSession()).on(CoreEvent.ConnectionLost.class, lost::complete);

            done(newer.connect());

            assertThat(done(lost).reason().kind()).isIn(CloseReason.Kind.SERVER_CLOSED, CloseReason.Kind.IO_ERROR);
            assertThat(done(newer.info()).serverName()).isEqualTo(server.serverName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void whatTheApplicationHasTakenDoesNotComeAgainToTheSameProcessButToTheNext(String version) {
        TransportOptions options = new TransportOptions(
                Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(9), 1 << 20, 1 << 20);
        try (JanusServer server = EventsWhileAway.withRoom(JanusServer.builder())
                        .mqtt(broker, version)
                        .start();
                JanusClient busy = client(server, "")) {
            URI uri = URI.create(server.mqttUri() + "&version=" + version + "&client=forgetful-" + version);
            JanusAudioBridgePlugin guest = EventsWhileAway.guest(busy);
            List<String> names = new ArrayList<>();
            MqttTransportFactory thisProcess = new MqttTransportFactory();
            RecordingListener first = new RecordingListener();
            JanusTransport transport = done(thisProcess.connect(uri, options, first));
            EventsWhileAway.rename(guest, names, 3);
            first.await(3);
            transport.close();

            RecordingListener again = new RecordingListener();
            transport = done(thisProcess.connect(uri, options, again));
            EventsWhileAway.rename(guest, names, 6);
            again.await(3);
            assertThat(again.heard()).doesNotContainAnyElementsOf(first.heard());
            transport.close();

            // Nothing was ever handled here, so the process that comes next gets everything.
            RecordingListener next = new RecordingListener();
            transport = done(new MqttTransportFactory().connect(uri, options, next));
            next.await(6);
            assertThat(next.heard()).containsAll(first.heard()).containsAll(again.heard());
            transport.close();
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void whatIsMissingOrForbiddenIsNamed() {
        String nobody = "mqtt://127.0.0.1:1";
        String uri = broker.uri().toString();
        assertThat(refused(JanusClient.create(nobody, quick()))).hasMessageContaining(nobody);
        assertThat(refused(JanusClient.create(uri + "?to=nowhere", quick()))).hasMessageContaining("nowhere");
        assertThat(refused(JanusClient.create(uri + "?topic=x", quick()))).hasMessageContaining("'topic'");
        assertThat(refused(JanusClient.create(uri + "?version=4", quick()))).hasMessageContaining("version=4");
        assertThat(refused(JanusClient.create(uri + "/path", quick()))).hasMessageContaining("/path");
        try (Mosquitto strict = Mosquitto.start("allow_anonymous false")) {
            MqttOptions unauthorized = MqttOptions.DEFAULT.withCredentials("stranger", "open-sesame");
            Throwable shut = refused(JanusClient.create(strict.uri(), quick(), new MqttTransportFactory(unauthorized)));
            assertThat(shut).hasMessageContaining("NOT_AUTHORIZED");
            assertThat(shut.toString() + unauthorized).doesNotContain("open-sesame");
        }
    }

    @Test
    void aBrokerThatFreezesOrDiesEndsWhatIsInFlightAndIsFoundAgain() {
        LeakCheck threads = LeakCheck.ofThreads("janus-client-mqtt");
        try (Mosquitto mortal = Mosquitto.start();
                JanusServer server = JanusServer.builder().mqtt(mortal, "5").start();
                JanusClient client = client(server, "")) {
            mortal.pause();
            CompletableFuture<?> frozen = client.ping();
            failed(frozen, JanusConnectException.class);
            mortal.resume();
            JanusSession session = done(client.createSession());
            mortal.pause();
            assertThat(failed(session.keepalive(), JanusConnectionLostException.class)
                            .reason()
                            .kind())
                    .isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
            mortal.resume();

            done(client.connect());
            server.pause();
            CompletableFuture<?> inFlight = client.ping();
            mortal.kill();
            failed(inFlight, JanusConnectionLostException.class);
            failed(client.connect(), JanusConnectException.class);
            server.resume();
            mortal.restart();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> done(client.info().handle((info, failure) -> failure == null)));
            assertThat(done(client.claimSession(session.id())).isActive()).isTrue();
        }
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    private static JanusClientOptions quick() {
        return Way.options().connectTimeout(Duration.ofSeconds(2)).build();
    }

    private static JanusClient client(JanusServer server, String more) {
        return JanusClient.create(server.mqttUri() + more, Way.options().build());
    }

    private static Throwable refused(JanusClient client) {
        try (client) {
            return failed(client.connect(), JanusConnectException.class);
        }
    }
}
