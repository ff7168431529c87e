// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Secret;
import dev.janusclient.mqtt.MqttTransportFactory;
import dev.janusclient.netty.NettyHttpFactory;
import dev.janusclient.netty.NettyUnixFactory;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.rabbitmq.RabbitMqTransportFactory;
import dev.janusclient.system.transport.HostileServer;
import dev.janusclient.system.transport.HostileServer.Script;
import dev.janusclient.system.transport.Relay;
import dev.janusclient.system.transport.Way;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret of proxies, certificates, headers and addresses is printed, logged or thrown. */
class NetworkSecretsTest {
    @RegisterExtension
    static final LeakScan SCAN = new LeakScan("dev.janusclient", "io.netty", "okhttp3").exceptMessages("receives");

    private static final String PASSWORD = SCAN.plant("a password");
    private static final String WRONG = SCAN.plant("a wrong password");
    private static final String API_SECRET = SCAN.plant("the API secret");
    private static final String TOKEN = SCAN.plant("the token");
    private static final String HEADER = SCAN.plant("the value of a header");
    private static final SelfSigned SERVER_CERTIFICATE = SelfSigned.of("127.0.0.1");
    private static final SelfSigned CLIENT_CERTIFICATE = SelfSigned.of("client.example");

    private static JanusServer server;

    @BeforeAll
    static void start() {
        CLIENT_CERTIFICATE
                .keyPem()
                .lines()
                .filter(line -> !line.startsWith("-"))
                .forEach(line -> SCAN.plant("a private key", line));
        server = JanusServer.builder()
                .plugins("echotest")
                .apiSecret(API_SECRET)
                .http()
                .tls(SERVER_CERTIFICATE)
                .startTimeout(LeakScan.AT_MOST)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<TransportFactory> plainOnes() {
        return Stream.of(new NettyWebSocketFactory(), new NettyHttpFactory(), new OkHttpTransportFactory());
    }

    private static JanusClientOptions.Builder options() {
        return withoutHeaders().header("Authorization", HEADER);
    }

    private static JanusClientOptions.Builder withoutHeaders() {
        return Way.options()
                .apiSecret(API_SECRET)
                .token(TOKEN)
                .connectTimeout(LeakScan.AT_MOST)
                .requestTimeout(LeakScan.AT_MOST);
    }

    private static JanusClientOptions.Builder trusting() {
        return options().tls(Tls.trusting(SERVER_CERTIFICATE.certificatePem()));
    }

    private static JanusClient client(URI uri, JanusClientOptions.Builder options, TransportFactory transports) {
        SCAN.note(options.build());
        return SCAN.note(JanusClient.create(uri, options.build(), transports));
    }

    private static List<URI> of(TransportFactory transports, URI webSocket, URI http) {
        return Stream.of(webSocket, http)
                .filter(uri -> transports.schemes().contains(uri.getScheme()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("plainOnes")
    void ofProxies(TransportFactory transports) {
        String basic = Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
        try (Relay http = Relay.with(Relay.httpProxy(basic));
                Relay socks = Relay.with(Relay.socks5("me:" + PASSWORD))) {
            ProxyServer byHttp = ProxyServer.http("127.0.0.1", http.port());
            ProxyServer bySocks = ProxyServer.socks5("127.0.0.1", socks.port());
            // OkHttp asks for a tunnel only where there is TLS.
            for (URI uri : of(transports, server.wssUri(), server.httpsUri())) {
                try (JanusClient client =
                        client(uri, trusting().proxy(byHttp.withCredentials("me", PASSWORD)), transports)) {
                    SCAN.done(client.createSession());
                }
                for (ProxyServer refusing :
                        List.of(byHttp.withCredentials("me", WRONG), bySocks.withCredentials("me", WRONG))) {
                    try (JanusClient client = client(uri, trusting().proxy(refusing), transports)) {
                        SCAN.failed(client.createSession());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plainOnes")
    void ofKeyStores(TransportFactory transports) throws Exception {
        KeyStore identity = keyStore(PASSWORD);
        Tls trusting = Tls.trusting(SERVER_CERTIFICATE.certificatePem());
        for (URI uri : of(transports, server.wssUri(), server.httpsUri())) {
            for (Tls good : List.of(
                    trusting.withIdentity(identity, PASSWORD.toCharArray()),
                    trusting.withIdentity(CLIENT_CERTIFICATE.certificatePem(), CLIENT_CERTIFICATE.keyPem()))) {
                try (JanusClient client = client(uri, options().tls(SCAN.note(good)), transports)) {
                    SCAN.done(client.createSession());
                }
            }
            try (JanusClient client =
                    client(uri, options().tls(trusting.withIdentity(identity, WRONG.toCharArray())), transports)) {
                SCAN.failed(client.createSession());
            }
        }
        String key = CLIENT_CERTIFICATE.keyPem();
        String damaged = key.replace("-----BEGIN PRIVATE KEY-----", "");
        for (String text : List.of(key, damaged, key.replace("PRIVATE KEY", "CERTIFICATE"))) {
            SCAN.refused(() -> Tls.trusting(text));
            SCAN.refused(() -> trusting.withIdentity(text, text));
        }
    }

    private static KeyStore keyStore(String password) throws Exception {
        char[] chosen = password.toCharArray();
        Tls readable = Tls.platform().withIdentity(CLIENT_CERTIFICATE.certificatePem(), CLIENT_CERTIFICATE.keyPem());
        X509KeyManager manager = (X509KeyManager)
                Objects.requireNonNull(readable.keyManagerFactory()).getKeyManagers()[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("identity", manager.getPrivateKey("identity"), chosen, new Certificate[] {
            manager.getCertificateChain("identity")[0]
        });
        return store;
    }

    /** With a user, a password and parameters; what is no address, too. */
    @Test
    void ofAddresses() {
        String user = "me:" + PASSWORD + "@";
        try (JanusClient client = client(
                URI.create(server.uri().toString().replace("//", "//" + user) + "/?x=" + PASSWORD),
                options(),
                new NettyWebSocketFactory())) {
            JanusSession session = SCAN.done(client.createSession());
            SCAN.note(session.ticket().toJson());
        }
        for (String scheme : List.of("ws", "wss", "http", "https", "unix", "amqp", "amqps", "mqtt", "mqtts")) {
            for (String rest : List.of(
                    "127.0.0.1:1/",
                    "127.0.0.1:1/?token=" + PASSWORD,
                    "127.0.0.1:1/?" + PASSWORD,
                    "127.0.0.1:one/",
                    "127.0.0.1:1/%zz",
                    "no such host/",
                    "127.0.0.1:1/#" + PASSWORD)) {
                attempt(scheme + "://" + user + rest);
            }
        }
        attempt("me:" + PASSWORD + "@127.0.0.1");
        attempt("gopher://" + user + "127.0.0.1/");
    }

    private static void attempt(String uri) {
        // What has no headers is refused with one before its address is looked at.
        JanusClientOptions options = uri.matches("(ws|http)s?:.*")
                ? options().build()
                : withoutHeaders().build();
        SCAN.attempt(() -> JanusClient.create(uri, options)).ifPresent(client -> {
            try (client) {
                SCAN.failed(client.createSession());
            }
        });
        SCAN.attempt(() -> JanusAdmin.create(uri, Secret.of(API_SECRET), options))
                .ifPresent(admin -> {
                    try (admin) {
                        SCAN.failed(admin.listSessions());
                    }
                });
    }

    /** A far end that repeats what it was sent. What it says of a connection that it refuses or ends is shown, all else is not. */
    @ParameterizedTest
    @MethodSource("plainOnes")
    void ofServersThatRepeatThem(TransportFactory transports) {
        for (Script script : List.<Script>of(
                answer("302 Found", "Location: http://127.0.0.1:1/" + API_SECRET + "?apisecret=" + API_SECRET, ""),
                answer("400 Bad", "X-Echo: " + HEADER, API_SECRET),
                answer("407 Authenticate", "Proxy-Authenticate: Basic realm=\"" + API_SECRET + "\"", API_SECRET),
                answer("200 OK", "X-Echo: " + HEADER, "<" + API_SECRET + ">"),
                answer("200 OK", "X-Echo: " + HEADER, "{\"janus\":[\"" + API_SECRET + "\"]}"),
                frame(0x81, "<" + API_SECRET + ">"),
                frame(0x81, "{\"janus\":[\"" + API_SECRET + "\"]}"),
                frame(0x83, API_SECRET))) {
            try (HostileServer repeating = new HostileServer(script)) {
                String at = "://127.0.0.1:" + repeating.port() + "/janus";
                for (URI uri : of(transports, URI.create("ws" + at), URI.create("http" + at))) {
                    // Some of it is no answer at all.
                    try (JanusClient client =
                            client(uri, options().requestTimeout(Duration.ofSeconds(2)), transports)) {
                        SCAN.failed(client.createSession());
                    }
                }
            }
        }
    }

    private static Script answer(String status, String header, String body) {
        return talk -> {
            talk.readRequest();
            talk.write("HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
        };
    }

    private static Script frame(int opcode, String text) {
        return talk -> {
            talk.handshake();
            talk.write(opcode, text.length());
            talk.write(text);
        };
    }

    @Test
    void ofSchemesWithoutProxiesAndHeaders() {
        ProxyServer proxy = ProxyServer.http("127.0.0.1", 1).withCredentials("me", PASSWORD);
        for (TransportFactory transports :
                List.of(new NettyUnixFactory(), new RabbitMqTransportFactory(), new MqttTransportFactory())) {
            for (String scheme : transports.schemes()) {
                URI uri = URI.create(scheme + "://127.0.0.1:1/");
                try (JanusClient client = client(uri, options().proxy(proxy), transports)) {
                    SCAN.failed(client.createSession());
                }
            }
        }
    }
}
