// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.ConnectionState;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Secret;
import dev.janusclient.mqtt.MqttOptions;
import dev.janusclient.mqtt.MqttTransportFactory;
import dev.janusclient.netty.EventHandlerHttpHandler;
import dev.janusclient.netty.NettyHttpFactory;
import dev.janusclient.netty.NettyUnixFactory;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.rabbitmq.RabbitMqOptions;
import dev.janusclient.rabbitmq.RabbitMqTransportFactory;
import dev.janusclient.system.transport.Way;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.testkit.RabbitMq;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret that travels over a transport, with the real Janus, is printed, logged or thrown. */
@Tag("rabbitmq-server")
@Tag("mosquitto")
class TransportSecretsTest {
    @RegisterExtension
    static final LeakScan SCAN = new LeakScan("dev.janusclient", "io.netty", "okhttp3", "com.rabbitmq", "com.hivemq");

    private static final String API_SECRET = SCAN.plant("the API secret");
    private static final String TOKEN = SCAN.plant("a token");
    private static final Secret ADMIN_SECRET = Secret.of(SCAN.plant("the admin secret"));
    private static final String EVENTS_PASSWORD = SCAN.plant("the password of the event handler");
    private static final String HEADER = SCAN.plant("the value of a header");
    private static final String WRONG = SCAN.plant("a wrong secret");
    private static final RequestSecrets REQUESTS = new RequestSecrets(SCAN);

    private static final EventHandlerReceiver EVENTS = EventHandlerReceiver.builder()
            .basicAuth("janus", Secret.of(EVENTS_PASSWORD))
            .build();

    private static RabbitMq rabbitMq;
    private static Mosquitto mosquitto;
    private static HttpServer http;
    private static JanusServer server;

    @BeforeAll
    static void start() throws IOException {
        rabbitMq = RabbitMq.start();
        mosquitto = Mosquitto.start();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", new EventHandlerHttpHandler(EVENTS));
        http.start();
        server = REQUESTS.open(JanusServer.builder())
                .http()
                .unixDatagramSocket()
                .rabbitMqWithExchange(rabbitMq)
                .mqtt(mosquitto, "5")
                .adminSecret(ADMIN_SECRET.reveal())
                .apiSecret(API_SECRET)
                .tokenAuth()
                .reclaimSessionTimeout(20)
                .startTimeout(LeakScan.AT_MOST)
                .eventHandler("sample", eventHandler())
                .start();
        allowToken();
    }

    @AfterAll
    static void stop() {
        server.close();
        http.stop(0);
        mosquitto.close();
        rabbitMq.close();
    }

    private static String eventHandler() {
        return "general: {\n\tenabled = true\n\tevents = \"all\"\n\tbackend = \"http://127.0.0.1:"
                + http.getAddress().getPort() + "/\"\n\tbackend_user = \"janus\"\n\tbackend_pwd = \""
                + EVENTS_PASSWORD + "\"\n}\n";
    }

    private static void allowToken() {
        try (JanusAdmin admin = JanusAdmin.create(
                server.adminUri().toString(),
                ADMIN_SECRET,
                Way.options().connectTimeout(LeakScan.AT_MOST).build())) {
            SCAN.done(admin.addToken(Secret.of(TOKEN), RequestSecrets.PLUGINS));
        }
    }

    /** Each with its own password for a broker. */
    static Stream<Way> ways() {
        String mqttPassword = SCAN.plant("the password at the MQTT broker");
        return Stream.of(
                Way.WEB_SOCKET.with(new NettyWebSocketFactory()),
                Way.WEB_SOCKET.with(new OkHttpTransportFactory()),
                Way.HTTP.with(new NettyHttpFactory()),
                Way.HTTP.with(new OkHttpTransportFactory()),
                Way.UNIX.with(new NettyUnixFactory()),
                Way.amqp(rabbitMq).with(new RabbitMqTransportFactory()),
                Way.mqtt(mosquitto, "5").with(mqtt(mqttPassword)),
                Way.mqtt(mosquitto, "3.1.1").with(mqtt(mqttPassword)));
    }

    /** The broker asks for no password, and is given one all the same. */
    private static MqttTransportFactory mqtt(String password) {
        return new MqttTransportFactory(SCAN.note(MqttOptions.DEFAULT.withCredentials("me", password)));
    }

    private static JanusClientOptions.Builder options(String secret, String token) {
        JanusClientOptions.Builder options =
                Way.options().connectTimeout(LeakScan.AT_MOST).apiSecret(secret).token(token);
        SCAN.note(options.build());
        return options;
    }

    private static JanusClientOptions.Builder right() {
        return options(API_SECRET, TOKEN);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void ofRequests(Way way) {
        JanusClientOptions.Builder options = right();
        if (way.noticesDeadOwner() || way.name().startsWith("http")) {
            options.header("X-Secret", HEADER);
        }
        try (JanusClient client = way.client(server, options);
                JanusAdmin admin = way.admin(server, ADMIN_SECRET)) {
            REQUESTS.travel(client, admin);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void ofWrongSecretsAndTokens(Way way) {
        try (JanusClient wrong = way.client(server, options(WRONG, WRONG));
                JanusClient right = way.client(server, right());
                JanusAdmin admin = way.admin(server, Secret.of(WRONG))) {
            SCAN.failed(wrong.createSession());
            JanusSession session = SCAN.done(right.createSession());
            SCAN.failed(wrong.claimSession(session.id()));
            SCAN.failed(admin.listSessions());
            SCAN.failed(admin.removeToken(Secret.of(WRONG)));
            SCAN.done(session.destroy());
        }
    }

    /** Of all transports at once: the server and the brokers are killed, and started again. */
    @Test
    void ofLostConnections() {
        List<JanusClient> clients = new ArrayList<>();
        List<JanusSipPlugin> handles = new ArrayList<>();
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        Set<JanusClient> suspended = ConcurrentHashMap.newKeySet();
        try {
            for (Way way : ways().toList()) {
                JanusClient client = way.client(server, right().recovery(RecoveryOptions.defaults()));
                clients.add(client);
                client.on(ConnectionState.class, SCAN::note);
                client.on(ConnectionState.Suspended.class, state -> suspended.add(client));
                JanusSession session = SCAN.done(client.createSession());
                session.on(CoreEvent.class, SCAN::note);
                handles.add(SCAN.done(session.attach(JanusSipPlugin.TYPE)));
            }
            server.pause();
            handles.forEach(handle -> underWay.add(REQUESTS.registration(handle)));
            server.kill();
            rabbitMq.kill();
            mosquitto.kill();
            underWay.forEach(SCAN::failed);
            await().atMost(LeakScan.AT_MOST).until(() -> suspended.size() == clients.size());
        } finally {
            rabbitMq.restart();
            mosquitto.restart();
            server.restart();
            allowToken();
            clients.forEach(JanusClient::close);
        }
    }

    @Test
    void ofBrokersThatRefuseThePassword() {
        RabbitMqOptions wrong = SCAN.note(RabbitMqOptions.DEFAULT.withCredentials("guest", WRONG));
        try (JanusClient client =
                Way.amqp(rabbitMq).with(new RabbitMqTransportFactory(wrong)).client(server, right())) {
            SCAN.failed(client.createSession());
        }
        try (Mosquitto closed = Mosquitto.start("allow_anonymous false");
                JanusClient client =
                        JanusClient.create(URI.create(closed.uri() + "?version=5"), right().build(), mqtt(WRONG))) {
            SCAN.failed(client.createSession());
        }
    }

    /** Janus posts with the right password, and someone else with a wrong one. */
    @Test
    void ofEventHandlers() {
        List<EventHandlerEvent> heard = new CopyOnWriteArrayList<>();
        EVENTS.on(EventHandlerEvent.class, heard::add);
        try (JanusClient client =
                Way.WEB_SOCKET.with(new NettyWebSocketFactory()).client(server, right())) {
            SCAN.done(client.createSession());
            await().atMost(LeakScan.AT_MOST).until(() -> !heard.isEmpty());
        }
        heard.forEach(SCAN::note);
        SCAN.note(EVENTS);
        String credentials = Base64.getEncoder().encodeToString(("janus:" + WRONG).getBytes(StandardCharsets.US_ASCII));
        assertThat(EVENTS.isAuthorized("Basic " + credentials)).isFalse();
    }
}
