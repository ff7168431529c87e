// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network between a client and Janus: certificates, proxies, headers, IPv6; each over WebSocket and over HTTP. */
class NetworkTest {
    private static final Secret ADMIN_SECRET = Secret.of("of the admin");
    private static final SelfSigned OURS = SelfSigned.of("127.0.0.1", "localhost");
    private static final SelfSigned OF_ANOTHER_NAME = SelfSigned.of("janus.example");
    private static final SelfSigned OF_A_CLIENT = SelfSigned.of("client.example");

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(JanusServer.builder()
            .plugins("echotest")
            .adminSecret(ADMIN_SECRET.reveal())
            .http()
            .tls(OURS));

    /** Null for what the class path has first. */
    @Nullable TransportFactory transports() {
        return null;
    }

    private JanusClient client(URI uri, JanusClientOptions.Builder options) {
        TransportFactory transports = transports();
        return transports == null
                ? JanusClient.create(uri.toString(), options.build())
                : JanusClient.create(uri, options.build(), transports);
    }

    private JanusAdmin admin(URI uri, JanusClientOptions options) {
        TransportFactory transports = transports();
        return transports == null
                ? JanusAdmin.create(uri.toString(), ADMIN_SECRET, options)
                : JanusAdmin.create(uri, ADMIN_SECRET, options, transports);
    }

    static Stream<URI> secure() {
        return Stream.of(janus.server().wssUri(), janus.server().httpsUri());
    }

    static Stream<URI> plain() {
        return Stream.of(janus.server().uri(), janus.server().httpUri());
    }

    @ParameterizedTest
    @MethodSource("secure")
    void aTrustedCertificateOpens(URI uri) {
        works(uri, Way.options().tls(Tls.trusting(OURS.certificatePem())));
    }

    @ParameterizedTest
    @MethodSource("secure")
    void aCertificateThatNobodyTrustsIsRefusedByDefault(URI uri) {
        assertThat(refused(uri, Way.options())).hasMessageContaining("not trusted");
        assertThat(refused(uri, Way.options().tls(Tls.trusting(OF_ANOTHER_NAME.certificatePem()))))
                .hasMessageContaining("not trusted");
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefusedUnlessNobodyLooks() {
        try (JanusServer other = JanusServer.builder()
                .plugins("echotest")
                .http()
                .tls(OF_ANOTHER_NAME)
                .start()) {
            Tls tls = Tls.trusting(OF_ANOTHER_NAME.certificatePem());
            for (URI uri : new URI[] {other.wssUri(), other.httpsUri()}) {
                assertThat(refused(uri, Way.options().tls(tls))).hasMessageContaining("127.0.0.1");
                works(uri, Way.options().tls(tls.withoutHostNameCheck()));
            }
        }
    }

    @Test
    void theAdminApiHasTlsToo() {
        JanusClientOptions options =
                Way.options().tls(Tls.trusting(OURS.certificatePem())).build();
        for (URI uri : new URI[] {janus.server().adminWssUri(), janus.server().adminHttpsUri()}) {
            try (JanusAdmin admin = admin(uri, options)) {
                assertThat(done(admin.listSessions())).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss", "https"})
    void aClientShowsItsCertificateToAServerThatAsks(String scheme) throws Exception {
        try (Relay frontDoor = frontDoor(
                scheme.equals("wss") ? janus.server().uri() : janus.server().httpUri())) {
            URI uri = URI.create(scheme + "://127.0.0.1:" + frontDoor.port());
            Tls nobody = Tls.trusting(OURS.certificatePem());

            works(uri, Way.options().tls(nobody.withIdentity(OF_A_CLIENT.certificatePem(), OF_A_CLIENT.keyPem())));
            refused(uri, Way.options().tls(nobody));
            refused(uri, Way.options().tls(nobody.withIdentity(OURS.certificatePem(), OURS.keyPem())));
        }
    }

    private static Relay frontDoor(URI behind) throws IOException, GeneralSecurityException {
        SSLServerSocket socket = (SSLServerSocket) Tls.trusting(OF_A_CLIENT.certificatePem())
                .withIdentity(OURS.certificatePem(), OURS.keyPem())
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return Relay.on(socket, Relay.to(address(behind)));
    }

    @ParameterizedTest
    @MethodSource({"plain", "secure"})
    void anHttpProxyIsGoneThrough(URI uri) {
        try (Relay proxy = Relay.with(Relay.httpProxy(""))) {
            works(uri, trusting().proxy(ProxyServer.http("127.0.0.1", proxy.port())));
            assertThat(proxy.asked()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT " + uri.getAuthority()));
        }
    }

    @ParameterizedTest
    @MethodSource({"plain", "secure"})
    void aSocksProxyIsGoneThroughAndLooksUpTheName(URI uri) {
        try (Relay proxy = Relay.with(Relay.socks5())) {
            URI byName = URI.create(uri.toString().replace("127.0.0.1", "localhost"));
            works(byName, trusting().proxy(ProxyServer.socks5("127.0.0.1", proxy.port())));
            assertThat(proxy.asked()).isNotEmpty().containsOnly("localhost:" + uri.getPort());
        }
    }

    @ParameterizedTest
    @MethodSource("plain")
    void aProxyThatAsksForAPasswordIsGivenIt(URI uri) {
        String basic = Base64.getEncoder().encodeToString("me:secret-word".getBytes(StandardCharsets.US_ASCII));
        try (Relay proxy = Relay.with(Relay.httpProxy(basic))) {
            ProxyServer open = ProxyServer.http("127.0.0.1", proxy.port());
            works(uri, trusting().proxy(open.withCredentials("me", "secret-word")));
            assertThat(refused(uri, trusting().proxy(open))).hasMessageContaining("proxy");
            JanusConnectException wrong = refused(uri, trusting().proxy(open.withCredentials("me", "another-word")));
            assertThat(wrong.toString()).contains("proxy").doesNotContain("another-word");
        }
    }

    @ParameterizedTest
    @MethodSource({"plain", "secure"})
    void aSocksProxyThatAsksForAPasswordIsGivenIt(URI uri) {
        try (Relay proxy = Relay.with(Relay.socks5("me:secret-word"))) {
            ProxyServer open = ProxyServer.socks5("127.0.0.1", proxy.port());
            works(uri, trusting().proxy(open.withCredentials("me", "secret-word")));
            refused(uri, trusting().proxy(open));
            assertThat(refused(uri, trusting().proxy(open.withCredentials("me", "another-word")))
                            .toString())
                    .doesNotContain("another-word");
        }
    }

    @ParameterizedTest
    @MethodSource("plain")
    void headersOfOnesOwnGoWithTheRequest(URI uri) {
        try (Relay between = Relay.with(Relay.recording(address(uri)))) {
            URI there = URI.create(uri.toString().replace(":" + uri.getPort(), ":" + between.port()));
            JanusClientOptions.Builder options =
                    Way.options().header("X-Tenant", "blue").header("Authorization", "Bearer x");
            try (JanusClient client = client(there, options)) {
                done(client.connect());
            }
            assertThat(between.asked().get(0)).containsIgnoringCase("x-tenant: blue");
            assertThat(options.build().toString()).contains("X-Tenant").doesNotContain("Bearer x");
        }
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        SelfSigned certificate = SelfSigned.of("::1");
        try (JanusServer server = JanusServer.builder()
                .plugins("echotest")
                .address("::1")
                .http()
                .tls(certificate)
                .start()) {
            JanusClientOptions.Builder options = Way.options().tls(Tls.trusting(certificate.certificatePem()));
            assertThat(server.uri().toString()).contains("[::1]");
            works(server.uri(), options);
            works(server.httpUri(), options);
            works(server.wssUri(), options);
            works(server.httpsUri(), options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void failuresToConnectSayWhatHappened(String scheme) {
        assertThat(refused(URI.create(scheme + "://127.0.0.1:1"), Way.options()))
                .hasMessageContaining("could not connect to");
        assertThat(refused(URI.create(scheme + "://no-such-host.invalid"), Way.options()))
                .hasMessageContaining("no-such-host.invalid");
        janus.server().pause();
        try {
            assertThat(refused(
                            scheme.equals("ws")
                                    ? janus.server().uri()
                                    : janus.server().httpUri(),
                            Way.options().connectTimeout(Duration.ofSeconds(1))))
                    .hasMessageContaining("within");
        } finally {
            janus.server().resume();
        }
    }

    @Test
    void anotherPathIsNotJanus() {
        assertThat(refused(janus.server().httpUri().resolve("/elsewhere"), Way.options()))
                .hasMessageContaining("404");
    }

    @Test
    void tlsWhereThereIsNoneIsAFailureToConnect() {
        for (URI uri : new URI[] {janus.server().uri(), janus.server().httpUri()}) {
            URI wrong = URI.create(uri.toString().replace("ws:", "wss:").replace("http:", "https:"));
            refused(wrong, trusting().connectTimeout(Duration.ofSeconds(3)));
        }
    }

    private static JanusClientOptions.Builder trusting() {
        return Way.options().tls(Tls.trusting(OURS.certificatePem()));
    }

    private void works(URI uri, JanusClientOptions.Builder options) {
        try (JanusClient client = client(uri, options)) {
            JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
            assertThat(done(echo.configure(TransportContract.AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
            done(echo.session().destroy());
        }
    }

    private JanusConnectException refused(URI uri, JanusClientOptions.Builder options) {
        try (JanusClient client = client(uri, options)) {
            return failed(client.connect(), JanusConnectException.class);
        }
    }

    private static InetSocketAddress address(URI uri) {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
