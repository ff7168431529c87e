// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.JanusClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user says of the network: nothing secret is printed, and what makes no sense is refused at once. */
class NetworkOptionsTest {
    @Test
    void secretsAreNeverPrinted() {
        JanusClientOptions options = JanusClientOptions.builder()
                .proxy(ProxyServer.http("proxy.example", 3128).withCredentials("me", "hidden-1"))
                .header("Authorization", "hidden-2")
                .build();
        TransportOptions transport = new TransportOptions(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 1)
                .withNetwork(options.network())
                .withPollCredentials(() -> Map.of("apisecret", "hidden-3"));

        assertThat(options + " " + transport)
                .contains("proxy.example", "Authorization", "as me")
                .doesNotContain("hidden");
    }

    @Test
    void aProxyNeedsAnAddressAndAWholeLogin() {
        assertThatThrownBy(() -> ProxyServer.http("", 3128)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProxyServer.socks5("proxy.example", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proxy.example");
        assertThatThrownBy(() -> new ProxyServer(ProxyServer.Type.HTTP, "proxy.example", 1, "me", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password");
    }

    @Test
    void httpLimitsAreAboveZero() {
        assertThatThrownBy(() -> new HttpLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpLimits(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textThatIsNoCertificateIsRefused() {
        assertThatThrownBy(() -> Tls.trusting("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tls.trusting("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void aKeyThatCantBeReadIsRefusedWithoutShowingIt() {
        String damaged = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
        assertThatThrownBy(() -> Tls.platform().withIdentity("", damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("neither RSA nor EC");
        assertThatThrownBy(() -> Tls.platform().withIdentity("", "-----BEGIN RSA PRIVATE KEY-----"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PKCS#8");
    }

    @Test
    void hostNamesAreCheckedUnlessSomebodySaysOtherwise() {
        assertThat(Tls.platform().hostNameCheck()).isTrue();
        assertThat(Tls.platform().withoutHostNameCheck().hostNameCheck()).isFalse();
        assertThat(Tls.platform().withoutHostNameCheck().toString()).contains("names not checked");
    }

    @Test
    void aHeaderThatCannotBeSentIsRefusedWithoutItsValue() {
        for (String value : List.of("top-secret\r\nX: y", "top-secret\u0000", "top-secret\u00e9")) {
            assertThatThrownBy(() -> NetworkOptions.DEFAULT.withHeader("Authorization", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Authorization")
                    .hasMessageNotContaining("top-secret");
        }
        assertThatThrownBy(() -> NetworkOptions.DEFAULT.withHeader("top-secret: x", "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("top-secret");
    }
}
