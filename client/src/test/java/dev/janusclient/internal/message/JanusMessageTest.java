// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JanusMessageTest {
    private static JanusMessage parse(String frame) {
        return JanusMessage.parse(frame.getBytes(UTF_8), 64);
    }

    @Test
    void anEventIsOpenedAndItsContentsStayAsTheyAre() {
        JanusMessage message = parse(
                "{\"janus\":\"event\",\"session_id\":9007199254740993,\"transaction\":\"t-1\","
                        + "\"sender\":9223372036854775807,\"plugindata\":{\"plugin\":\"janus.plugin.sip\","
                        + "\"data\":{\"sip\":\"event\", \"result\" : {}}},\"jsep\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}}");
        assertThat(message.kind()).isEqualTo(MessageKind.EVENT);
        assertThat(message.sessionId()).isEqualTo(9007199254740993L);
        assertThat(message.sender()).isEqualTo(Long.MAX_VALUE);
        assertThat(message.transaction()).isEqualTo("t-1");
        assertThat(message.data()).hasToString("{\"sip\":\"event\", \"result\" : {}}");
        assertThat(message.jsep()).hasToString("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}");
    }

    @Test
    void whatIsAbsentOrNullIsZeroOrNull() {
        for (String frame : new String[] {
            "{\"janus\":\"success\"}",
            "{\"janus\":\"success\",\"session_id\":null,\"transaction\":null,\"sender\":null,\"plugindata\":null,"
                    + "\"data\":null,\"jsep\":null}"
        }) {
            JanusMessage message = parse(frame);
            assertThat(message.kind()).isEqualTo(MessageKind.SUCCESS);
            assertThat(message.sessionId()).isZero();
            assertThat(message.sender()).isZero();
            assertThat(message.transaction()).isNull();
            assertThat(message.data()).isNull();
            assertThat(message.jsep()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsKnownByItsWord(MessageKind kind) {
        assertThat(parse("{\"janus\":\"" + kind.wire() + "\"}").kind()).isEqualTo(kind);
    }

    @Test
    void iceFailedHasADash() {
        assertThat(parse("{\"janus\":\"ice-failed\"}").kind()).isEqualTo(MessageKind.ICE_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"janus\":null}", "{\"janus\":5}", "{\"janus\":\"newword\"}", "{\"janus\":[]}"})
    void aWordNobodyKnowsIsKeptAsUnknown(String frame) {
        JanusMessage message = parse(frame);
        assertThat(message.kind()).isEqualTo(MessageKind.UNKNOWN);
        assertThat(message.whole()).hasToString(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"janus\":\"ack\"}]", "\"janus\"", "7", "true", "null"})
    void whatIsNoObjectIsRefused(String frame) {
        assertThatThrownBy(() -> parse(frame))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("a JSON object was expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"janus\":\"ack\",\"session_id\":\"12\"}",
                "{\"janus\":\"ack\",\"session_id\":1e40}",
                "{\"janus\":\"ack\",\"sender\":{}}",
                "{\"janus\":\"ack\",\"sender\":9223372036854775808}"
            })
    void anIdThatIsNoNumberOf64BitsIsRefused(String frame) {
        assertThatThrownBy(() -> parse(frame)).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void anErrorTellsItsCodeAndReason() {
        JanusMessage error = parse("{\"janus\":\"error\",\"error\":{\"code\":458,\"reason\":\"No such session\"}}");
        assertThat(error.errorCode()).isEqualTo(458);
        assertThat(error.errorReason()).isEqualTo("No such session");
        assertThat(parse("{\"janus\":\"error\"}").errorCode()).isEqualTo(490);
        assertThat(parse("{\"janus\":\"error\",\"error\":\"?\"}").errorReason()).isEqualTo("no reason given");
    }

    @Test
    void theDepthThatIsLetInIsTheCallersChoice() {
        byte[] frame = "{\"janus\":\"event\",\"a\":{\"b\":{}}}".getBytes(UTF_8);
        assertThat(JanusMessage.parse(frame, 3).kind()).isEqualTo(MessageKind.EVENT);
        assertThatThrownBy(() -> JanusMessage.parse(frame, 2)).isInstanceOf(JanusProtocolException.class);
    }
}
