// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, and what is said when nobody serves them. No transport is on the class path here. */
class TransportsTest {
    @ParameterizedTest
    @CsvSource({
        "ws,janus-client-netty",
        "wss,janus-client-okhttp",
        "http,janus-client-netty",
        "https,janus-client-okhttp",
        "unix,janus-client-netty",
        "amqp,janus-client-rabbitmq",
        "amqps,janus-client-rabbitmq",
        "mqtt,janus-client-mqtt",
        "mqtts,janus-client-mqtt"
    })
    void aMissingModuleIsNamed(String scheme, String artifact) {
        assertThatThrownBy(() -> Transports.forUri(URI.create(scheme + "://localhost/x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + scheme + "'")
                .hasMessageContaining("dev.janusclient:" + artifact);
    }

    @Test
    void anUnknownSchemeIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Transports.forUri(URI.create("gopher://localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'gopher'")
                .hasMessageContaining("wss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ws://localhost:8188", "WSS://[::1]:8989", "https://host/janus", "unix:///run/janus/api.sock"})
    void addressesThatMakeSense(String uri) {
        assertThat(Transports.parse(uri)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a uri",
                "localhost",
                "ws:///nobody",
                "ws://under_score",
                "ws://me:password@host",
                "unix:relative/path",
                "unix://host/path",
                "unix:///"
            })
    void addressesThatDoNot(String uri) {
        assertThatThrownBy(() -> Transports.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uri:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://me:top-secret@my_host/",
                "ws://me:top-secret@host/",
                "ws://host/ ?token=top-secret",
                "me:top-secret@host",
                "//host?token=top-secret",
                "ws://?token=top-secret",
            })
    void anAddressThatIsRefusedIsNotQuotedWithItsSecrets(String uri) {
        assertThatThrownBy(() -> Transports.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("top-secret");
    }
}
