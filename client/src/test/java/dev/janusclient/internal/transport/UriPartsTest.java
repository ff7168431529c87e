// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPartsTest {
    @Test
    void parametersAreDecodedAndAPlusStaysOne() {
        assertThat(UriParts.parameters(URI.create("amqp://h?to=a%2Fb&from=c+d"), "to", "from"))
                .isEqualTo(Map.of("to", "a/b", "from", "c+d"));
        assertThat(UriParts.parameters(URI.create("amqp://h"), "to")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic=x", "to=", "to", "", "to=a&"})
    void whatMeansNothingIsNamed(String query) {
        assertThatThrownBy(() -> UriParts.parameters(URI.create("amqp://h?" + query), "to", "from"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("to, from");
    }

    @Test
    void anIpv6AddressHasBracketsInAUriOnly() {
        assertThat(UriParts.host(URI.create("mqtt://[::1]:1883"))).isEqualTo("::1");
        assertThat(UriParts.host(URI.create("mqtt://localhost:1883"))).isEqualTo("localhost");
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host:8188/janus, ws://host:8188/janus",
        "ws://me:secret@host:8188/janus?token=secret, ws://host:8188/janus?...",
        "https://host/janus#secret, https://host/janus?...",
        "ws://me:sec/ret?secret@ho st, ws://ho st",
        "amqp://host/vhost?to=a&password=secret, amqp://host/vhost?...",
        "unix:///run/janus.sock, unix:///run/janus.sock",
        "nothing, nothing",
    })
    void whatIsShownOfAnAddressHoldsNoSecret(String uri, String shown) {
        assertThat(UriParts.printable(uri)).isEqualTo(shown);
    }
}
