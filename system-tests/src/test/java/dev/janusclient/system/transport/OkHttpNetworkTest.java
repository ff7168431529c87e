// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same over OkHttp, which asks an HTTP proxy for a tunnel only where there is TLS. */
class OkHttpNetworkTest extends NetworkTest {
    @Override
    TransportFactory transports() {
        return new OkHttpTransportFactory();
    }

    @Override
    @ParameterizedTest
    @MethodSource("secure")
    void anHttpProxyIsGoneThrough(URI uri) {
        super.anHttpProxyIsGoneThrough(uri);
    }

    @Override
    @ParameterizedTest
    @MethodSource("secure")
    void aProxyThatAsksForAPasswordIsGivenIt(URI uri) {
        super.aProxyThatAsksForAPasswordIsGivenIt(uri);
    }

    /** Not given it: OkHttp knows no such proxy, and that is said before anything is tried. */
    @Override
    @ParameterizedTest
    @MethodSource("plain")
    void aSocksProxyThatAsksForAPasswordIsGivenIt(URI uri) {
        ProxyServer proxy = ProxyServer.socks5("127.0.0.1", 1).withCredentials("me", "secret-word");
        try (JanusClient client =
                JanusClient.create(uri, Way.options().proxy(proxy).build(), transports())) {
            assertThat(Soon.failed(client.connect(), JanusConnectException.class))
                    .hasMessageContaining("SOCKS5")
                    .hasMessageNotContaining("secret-word");
        }
    }
}
