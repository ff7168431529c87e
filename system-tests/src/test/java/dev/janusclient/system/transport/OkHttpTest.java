// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.transport.Tls;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over OkHttp, and what only that has: a client of the user's own. */
class OkHttpTest {
    @Nested
    class OverWebSocket extends TransportContract {
        OverWebSocket() {
            super(Way.WEB_SOCKET.with(new OkHttpTransportFactory()));
        }
    }

    @Nested
    class OverHttp extends TransportContract {
        OverHttp() {
            super(Way.HTTP.with(new OkHttpTransportFactory()));
        }
    }

    @Test
    void aClientOfTheUsersOwnIsUsedWithItsInterceptors() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        OkHttpClient own = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.add(chain.request().method());
                    return chain.proceed(chain.request());
                })
                .build();
        OkHttpTransportFactory factory = new OkHttpTransportFactory(own);
        try (JanusServer server =
                        JanusServer.builder().http().plugins("echotest").start();
                JanusClient client = Way.HTTP.with(factory).client(server)) {
            JanusEchoTestPlugin echo = done(done(client.createSession()).attach(JanusEchoTestPlugin.TYPE));
            assertThat(done(echo.configure(
                            EchoTestRequest.Settings.builder().audio(true).build())))
                    .isInstanceOf(EchoTestEvent.Ok.class);
            assertThat(seen).contains("GET", "POST");
        }
        // It goes on to be the user's.
        assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
        own.dispatcher().executorService().shutdown();
    }

    @Test
    void withTlsTheServersCertificateAndItsNameMustBeRight() {
        SelfSigned certificate = SelfSigned.of("127.0.0.1");
        SelfSigned another = SelfSigned.of("janus.example");
        try (JanusServer server = JanusServer.builder()
                .http()
                .tls(certificate)
                .plugins("echotest")
                .start()) {
            for (URI uri : new URI[] {server.wssUri(), server.httpsUri()}) {
                try (JanusClient client = client(uri, Way.options().tls(Tls.trusting(certificate.certificatePem())))) {
                    assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
                }
                try (JanusClient client = client(uri, Way.options())) {
                    assertThat(failed(client.connect(), JanusConnectException.class))
                            .hasMessageContaining("is not trusted");
                }
                try (JanusClient client = client(uri, Way.options().tls(Tls.trusting(another.certificatePem())))) {
                    assertThat(failed(client.connect(), JanusConnectException.class))
                            .hasMessageContaining("is not trusted");
                }
            }
        }
    }

    private static JanusClient client(URI uri, JanusClientOptions.Builder options) {
        return JanusClient.create(uri, options.build(), new OkHttpTransportFactory());
    }
}
