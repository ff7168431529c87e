// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.message.Jsep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one request without a name. */
class JanusEchoTestPluginTest {
    private final FakeJanus janus = new FakeJanus();
    private JanusEchoTestPlugin echo;

    @BeforeEach
    void attach() {
        echo = Outcome.of(Outcome.of(janus.client().createSession()).attach(JanusEchoTestPlugin.TYPE));
        says("'result':'ok'");
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void says(String data) {
        janus.answer(
                "message:null",
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T',"
                        + "'plugindata':{'plugin':'janus.plugin.echotest','data':{'echotest':'event'," + data + "}}}");
    }

    @Test
    void theBodyHasSettingsOnly() {
        Outcome.of(echo.configure(
                EchoTestRequest.Settings.builder().audio(false).bitrate(64000).build()));
        assertThat(janus.lastFrame().body()).hasToString("{\"audio\":false,\"bitrate\":64000}");
        Outcome.of(echo.start(Jsep.offer("v=0")));
        assertThat(janus.lastFrame().body()).hasToString("{}");
        assertThat(janus.lastFrame().json().member("jsep")).isNotNull();
    }

    @Test
    void aRefusalNamesAMessage() {
        says("'error_code':413,'error':'No supported attributes'");
        JanusPluginException refused =
                Outcome.failure(echo.configure(EchoTestRequest.Settings.NONE), JanusPluginException.class);
        assertThat(refused.request()).isEqualTo("message");
        assertThat(refused.errorCode()).isSameAs(EchoTestErrorCode.INVALID_ELEMENT);
        assertThat(refused.codeName()).isEqualTo("INVALID_ELEMENT");
    }

    @Test
    void aNewerSettingIsNotSentToAnOldServer() {
        janus.forget();
        JanusVersionException tooNew = Outcome.failure(
                echo.configure(EchoTestRequest.Settings.builder().svc(true).build()), JanusVersionException.class);
        assertThat(tooNew).hasMessageContaining("message.svc");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void aSettingOutOfRangeIsRefusedHere() {
        EchoTestRequest.Settings ok =
                EchoTestRequest.Settings.builder().minDelay(-1).build();
        assertThat(ok.minDelay()).isEqualTo(-1);
        assertThatThrownBy(() -> EchoTestRequest.Settings.builder().bitrate(-5).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bitrate: -5 is negative");
    }
}
