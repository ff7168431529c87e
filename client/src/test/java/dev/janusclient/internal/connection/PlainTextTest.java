// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is warned that a secret can be read on its way. */
class PlainTextTest {
    private static String warnings(String... uris) {
        PrintStream real = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            PlainText.warn(List.of(uris).stream().map(URI::create).toList());
        } finally {
            System.setErr(real);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://localhost:8188",
                "ws://janus.localhost",
                "http://127.0.0.1:8088/janus",
                "http://127.1.2.3",
                "ws://[::1]:8188",
                "mqtt://[0:0:0:0:0:0:0:1]",
                "wss://janus.example",
                "https://janus.example",
                "mqtts://janus.example",
                "amqps://janus.example",
                "unix:///run/janus.sock",
            })
    void nobodyIsWarnedOfTlsOrLoopback(String uri) {
        assertThat(warnings(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://janus.example",
                "HTTP://10.0.0.1",
                "ws://127.example",
                "ws://[fe80::1]",
                "amqp://broker",
                "mqtt://localhost.example"
            })
    void whoeverGoesWithoutTlsIsWarned(String uri) {
        assertThat(warnings(uri)).contains("without TLS");
    }

    @Test
    void aWarningComesOnceAndShowsNoParameter() {
        assertThat(warnings("ws://one.example/?token=top-secret", "ws://two.example"))
                .containsOnlyOnce("without TLS")
                .doesNotContain("top-secret");
    }
}
