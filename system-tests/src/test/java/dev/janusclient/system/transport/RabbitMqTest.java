// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.rabbitmq.RabbitMqOptions;
import dev.janusclient.rabbitmq.RabbitMqTransportFactory;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.RabbitMq;
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

/** Janus behind the real RabbitMQ. */
@Tag("rabbitmq-server")
class RabbitMqTest {
    private static RabbitMq broker;

    @BeforeAll
    static void startBroker() {
        broker = RabbitMq.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aSessionLivesOverJanusDefaultQueues() {
        try (JanusServer server = JanusServer.builder().rabbitMq(broker).start();
                JanusClient client = client(server)) {
            assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
            JanusSession session = done(client.createSession());
            done(session.attach(JanusEchoTestPlugin.TYPE));
            done(session.destroy());
        }
    }

    @Test
    void aSecondReaderOfTheOneQueueIsRefusedWithAdvice() {
        try (JanusServer server = JanusServer.builder().rabbitMq(broker).start();
                JanusClient client = client(server);
                JanusClient second = client(server)) {
            done(client.connect());

            assertThat(refused(second)).hasMessageContaining("janus_exchange");
            assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
        }
    }

    @Test
    void clientsOfOneJanusBehindAnExchangeEachHearTheirOwn() {
        try (JanusServer server =
                        JanusServer.builder().rabbitMqWithExchange(broker).start();
                JanusClient one = client(server);
                JanusClient two = client(server, "&queue=two")) {
            List<CompletableFuture<JanusSession>> ofOne = new ArrayList<>();
            List<CompletableFuture<JanusSession>> ofTwo = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ofOne.add(one.createSession());
                ofTwo.add(two.createSession());
            }
            for (int i = 0; i < 50; i++) {
                JanusSession mine = done(ofOne.get(i));
                JanusSession yours = done(ofTwo.get(i));
                assertThat(mine.id()).isNotEqualTo(yours.id());
                done(done(mine.attach(JanusEchoTestPlugin.TYPE)).detach());
                done(done(yours.attach(JanusEchoTestPlugin.TYPE)).detach());
            }
        }
    }

    @Test
    void noEventIsLostWhileAProcessIsKilledAndAnotherTakesOver() {
        try (JanusServer server = EventsWhileAway.withRoom(JanusServer.builder())
                .rabbitMqWithExchange(broker)
                .start()) {
            EventsWhileAway.noneIsLost(server, server.rabbitMqUri() + "&queue=worker");
        }
    }

    @Test
    void whatIsMissingOrForbiddenIsNamed() {
        String nobody = "amqp://127.0.0.1:1";
        String uri = broker.uri().toString();
        assertThat(refused(JanusClient.create(nobody))).hasMessageContaining(nobody);
        assertThat(refused(JanusClient.create(uri + "?to=nowhere"))).hasMessageContaining("nowhere");
        assertThat(refused(JanusClient.create(uri + "/no-such-host"))).hasMessageContaining("no-such-host");
        assertThat(refused(JanusClient.create(uri + "?topic=x"))).hasMessageContaining("'topic'");
        assertThat(refused(JanusClient.create(uri + "?queue=x"))).hasMessageContaining("exchange");
        try (JanusServer server = JanusServer.builder().rabbitMq(broker).start()) {
            String queues = server.rabbitMqUri().getRawQuery();
            assertThat(refused(JanusClient.create(uri + "?exchange=nowhere&" + queues)))
                    .hasMessageContaining("nowhere");
        }
        RabbitMqOptions unauthorized = RabbitMqOptions.DEFAULT.withCredentials("stranger", "open-sesame");
        Throwable shut = refused(JanusClient.create(
                URI.create(uri), JanusClientOptions.defaults(), new RabbitMqTransportFactory(unauthorized)));
        assertThat(shut).hasMessageContaining("does not let this user in");
        assertThat(shut.toString() + unauthorized).doesNotContain("open-sesame");
    }

    @Test
    void aRequestThatJanusCouldNotReadIsRefusedBeforeItIsSent() {
        try (JanusServer server = JanusServer.builder().rabbitMq(broker).start();
                JanusClient client = client(server)) {
            JanusSession session = done(client.createSession());
            String tooLong = "x".repeat(140_000);

            assertThat(failed(
                            session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.opaqueId(tooLong)),
                            IllegalArgumentException.class))
                    .hasMessageContaining("131064");
            assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
            done(session.keepalive());
        }
    }

    @Test
    void aFrozenBrokerIsFoundOut() {
        try (JanusServer server = JanusServer.builder().rabbitMq(broker).start();
                JanusClient client = client(server)) {
            JanusSession session = done(client.createSession());
            broker.pause();
            try {
                assertThat(failed(session.keepalive(), JanusConnectionLostException.class)
                                .reason()
                                .kind())
                        .isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
            } finally {
                broker.resume();
            }
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void whatTheApplicationHasTakenDoesNotComeAgainToTheSameProcessButToTheNext() {
        TransportOptions options = new TransportOptions(
                Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(9), 1 << 20, 1 << 20);
        try (JanusServer server = EventsWhileAway.withRoom(JanusServer.builder())
                        .rabbitMqWithExchange(broker)
                        .start();
                JanusClient busy = client(server)) {
            URI uri = URI.create(server.rabbitMqUri() + "&queue=forgetful");
            JanusAudioBridgePlugin guest = EventsWhileAway.guest(busy);
            List<String> names = new ArrayList<>();
            RabbitMqTransportFactory thisProcess = new RabbitMqTransportFactory();
            RecordingListener first = new RecordingListener();
            JanusTransport transport = done(thisProcess.connect(uri, options, first));
            EventsWhileAway.rename(guest, names, 20);
            first.await(20);
            transport.close();

            RecordingListener again = new RecordingListener();
            transport = done(thisProcess.connect(uri, options, again));
            EventsWhileAway.rename(guest, names, 30);
            again.await(10);
            assertThat(again.heard()).doesNotContainAnyElementsOf(first.heard());
            transport.close();

            // Nothing was ever handled here, so the process that comes next gets everything.
            RecordingListener next = new RecordingListener();
            transport = done(new RabbitMqTransportFactory().connect(uri, options, next));
            next.await(30);
            assertThat(next.heard()).containsAll(first.heard()).containsAll(again.heard());
            transport.close();
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aQueueThatIsDeletedUnderItsReaderEndsTheConnection() throws Exception {
        try (JanusServer server =
                        JanusServer.builder().rabbitMqWithExchange(broker).start();
                JanusClient client = client(server, "&queue=short-lived")) {
            CompletableFuture<CoreEvent.ConnectionLost> lost = new CompletableFuture<>();
            done(client.createSession()).on(CoreEvent.ConnectionLost.class, lost::complete);
            ConnectionFactory administrator = new ConnectionFactory();
            administrator.setPort(broker.port());
            try (Connection connection = administrator.newConnection();
                    Channel channel = connection.createChannel()) {
                channel.queueDelete("short-lived");
            }

            assertThat(done(lost).reason().detail()).contains("short-lived");
            assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
        }
    }

    @Test
    void aBrokerThatDiesEndsWhatIsInFlightAndIsFoundAgain() {
        LeakCheck threads = LeakCheck.ofThreads("janus-client-rabbitmq");
        try (RabbitMq mortal = RabbitMq.start();
                JanusServer server =
                        JanusServer.builder().rabbitMqWithExchange(mortal).start();
                JanusClient client = client(server)) {
            JanusSession session = done(client.createSession());
            server.pause();
            CompletableFuture<?> inFlight = session.keepalive();
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

    private static JanusClient client(JanusServer server) {
        return client(server, "");
    }

    private static JanusClient client(JanusServer server, String more) {
        return JanusClient.create(
                server.rabbitMqUri() + more,
                Way.options().connectTimeout(Duration.ofSeconds(20)).build());
    }

    private static Throwable refused(JanusClient client) {
        try (client) {
            return failed(client.connect(), JanusConnectException.class);
        }
    }
}
