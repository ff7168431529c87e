// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.testkit.RabbitMq;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.testkit.Signed;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network between a client and its broker: certificates, and proxies. */
@Tag("rabbitmq-server")
@Tag("mosquitto")
class BrokerNetworkTest {
    private static final SelfSigned OURS = SelfSigned.of("127.0.0.1");
    private static final SelfSigned ANOTHER = SelfSigned.of("broker.example");
    private static final Signed OF_A_CLIENT = Signed.of("client.example");
    private static final Signed OF_ANOTHER = Signed.of("other.example");

    private static RabbitMq rabbitMq;
    private static Mosquitto mosquitto;
    private static Mosquitto strictMosquitto;
    private static JanusServer janus;
    private static JanusServer strictJanus;

    @BeforeAll
    static void start() {
        mosquitto = Mosquitto.withTls(OURS, null);
        strictMosquitto = Mosquitto.withTls(OURS, OF_A_CLIENT.authorityPem());
        rabbitMq = RabbitMq.withTls(OURS, null);
        janus = JanusServer.builder()
                .plugins("echotest")
                .mqtt(mosquitto, "5")
                .rabbitMqWithExchange(rabbitMq)
                .start();
        strictJanus = JanusServer.builder()
                .plugins("echotest")
                .mqtt(strictMosquitto, "5")
                .start();
    }

    @AfterAll
    static void stop() {
        janus.close();
        strictJanus.close();
        rabbitMq.close();
        mosquitto.close();
        strictMosquitto.close();
    }

    static Stream<URI> secure() {
        return Stream.concat(
                Stream.of("5", "3.1.1").map(version -> mqtts(janus, mosquitto, version)),
                Stream.of(secure(janus.rabbitMqUri(), "amqps", rabbitMq.tlsPort())));
    }

    private static URI mqtts(JanusServer server, Mosquitto broker, String version) {
        return secure(URI.create(server.mqttUri() + "&version=" + version), "mqtts", broker.tlsPort());
    }

    private static URI secure(URI plain, String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port + "?" + plain.getRawQuery());
    }

    @ParameterizedTest
    @MethodSource("secure")
    void aTrustedCertificateOpens(URI uri) {
        works(uri, trusting(OURS));
    }

    @ParameterizedTest
    @MethodSource("secure")
    void aCertificateThatNobodyTrustsIsRefusedByDefault(URI uri) {
        assertThat(refused(uri, quick())).hasMessageContaining("not trusted");
        assertThat(refused(uri, trusting(ANOTHER))).hasMessageContaining("not trusted");
    }

    @ParameterizedTest
    @MethodSource("secure")
    void aNameThatIsNotInTheCertificateIsRefusedUnlessNobodyLooks(URI uri) {
        URI byName = URI.create(uri.toString().replace("127.0.0.1", "localhost"));
        Tls tls = Tls.trusting(OURS.certificatePem());
        assertThat(refused(byName, quick().tls(tls))).hasMessageContaining("localhost");
        works(byName, quick().tls(tls.withoutHostNameCheck()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void aClientShowsItsCertificateToAMosquittoThatAsks(String version) {
        URI uri = mqtts(strictJanus, strictMosquitto, version);
        Tls nobody = Tls.trusting(OURS.certificatePem());
        works(uri, quick().tls(nobody.withIdentity(OF_A_CLIENT.certificatePem(), OF_A_CLIENT.keyPem())));
        refused(uri, quick().tls(nobody));
        refused(uri, quick().tls(nobody.withIdentity(OF_ANOTHER.certificatePem(), OF_ANOTHER.keyPem())));
    }

    @Test
    void aClientShowsItsCertificateToARabbitMqThatAsks() {
        try (RabbitMq strict = RabbitMq.withTls(OURS, OF_A_CLIENT.authorityPem());
                JanusServer behind = JanusServer.builder()
                        .plugins("echotest")
                        .rabbitMqWithExchange(strict)
                        .start()) {
            URI uri = secure(behind.rabbitMqUri(), "amqps", strict.tlsPort());
            Tls nobody = Tls.trusting(OURS.certificatePem());
            works(uri, quick().tls(nobody.withIdentity(OF_A_CLIENT.certificatePem(), OF_A_CLIENT.keyPem())));
            refused(uri, quick().tls(nobody));
            refused(uri, quick().tls(nobody.withIdentity(OF_ANOTHER.certificatePem(), OF_ANOTHER.keyPem())));
        }
    }

    @ParameterizedTest
    @MethodSource("secure")
    void tlsWhereThereIsNoneIsAFailureToConnect(URI uri) {
        int plain = uri.getScheme().equals("amqps") ? rabbitMq.port() : mosquitto.port();
        refused(URI.create(uri.toString().replace(":" + uri.getPort(), ":" + plain)), trusting(OURS));
    }

    static Stream<URI> mqtt() {
        return Stream.of("5", "3.1.1")
                .flatMap(version -> Stream.of(
                        URI.create(janus.mqttUri() + "&version=" + version), mqtts(janus, mosquitto, version)));
    }

    @ParameterizedTest
    @MethodSource("mqtt")
    void anHttpProxyIsGoneThrough(URI uri) {
        try (Relay proxy = Relay.with(Relay.httpProxy(""))) {
            works(uri, trusting(OURS).proxy(ProxyServer.http("127.0.0.1", proxy.port())));
            assertThat(proxy.asked()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT " + uri.getAuthority()));
        }
    }

    @ParameterizedTest
    @MethodSource("mqtt")
    void aSocksProxyIsGoneThrough(URI uri) {
        try (Relay proxy = Relay.with(Relay.socks5())) {
            works(uri, trusting(OURS).proxy(ProxyServer.socks5("127.0.0.1", proxy.port())));
            assertThat(proxy.asked()).isNotEmpty().containsOnly(uri.getAuthority());
        }
    }

    @Test
    void aProxyThatAsksForAPasswordIsGivenIt() {
        URI uri = janus.mqttUri();
        String basic = Base64.getEncoder().encodeToString("me:secret-word".getBytes(StandardCharsets.US_ASCII));
        try (Relay proxy = Relay.with(Relay.httpProxy(basic))) {
            ProxyServer open = ProxyServer.http("127.0.0.1", proxy.port());
            works(uri, quick().proxy(open.withCredentials("me", "secret-word")));
            refused(uri, quick().proxy(open));
            assertThat(refused(uri, quick().proxy(open.withCredentials("me", "another-word")))
                            .toString())
                    .doesNotContain("another-word");
        }
        try (Relay proxy = Relay.with(Relay.socks5("me:secret-word"))) {
            ProxyServer open = ProxyServer.socks5("127.0.0.1", proxy.port());
            works(uri, quick().proxy(open.withCredentials("me", "secret-word")));
            refused(uri, quick().proxy(open));
        }
    }

    @Test
    void whatABrokerHasNoUseForIsRefusedByName() {
        ProxyServer proxy = ProxyServer.http("127.0.0.1", 1);
        assertThat(refused(janus.rabbitMqUri(), quick().proxy(proxy))).hasMessageContaining("proxy");
        assertThat(refused(janus.rabbitMqUri(), quick().header("X-Tenant", "blue")))
                .hasMessageContaining("headers");
        assertThat(refused(janus.mqttUri(), quick().header("X-Tenant", "blue"))).hasMessageContaining("headers");
    }

    private static JanusClientOptions.Builder quick() {
        return Way.options().connectTimeout(Duration.ofSeconds(10));
    }

    private static JanusClientOptions.Builder trusting(SelfSigned certificate) {
        return quick().tls(Tls.trusting(certificate.certificatePem()));
    }

    private static void works(URI uri, JanusClientOptions.Builder options) {
        try (JanusClient client = JanusClient.create(uri.toString(), options.build())) {
            JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
            assertThat(done(echo.configure(TransportContract.AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
            done(echo.session().destroy());
        }
    }

    private static JanusConnectException refused(URI uri, JanusClientOptions.Builder options) {
        try (JanusClient client = JanusClient.create(uri.toString(), options.build())) {
            return failed(client.connect(), JanusConnectException.class);
        }
    }
}
