// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.message.CoreError;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused only for what the typed methods don't send, or in a state of its own: each with its code and name. */
class ErrorPathsTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().http().reclaimSessionTimeout(20));

    private Wire wire;

    @BeforeEach
    void open() {
        wire = new Wire(JANUS.server().uri(), JanusClientOptions.defaults());
    }

    @AfterEach
    void close() {
        wire.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(JanusAudioBridgePlugin.TYPE, "{'request':'exists','room':'x'}", "INVALID_ELEMENT"),
                Arguments.of(JanusTextRoomPlugin.TYPE, "{'request':'restart'}", "ALREADY_SETUP"),
                Arguments.of(JanusVideoCallPlugin.TYPE, "{'request':'set','audio':'yes'}", "INVALID_ELEMENT"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isRefusedWithItsCodeAndName(PluginType<?> type, String body, String code) {
        JanusPluginException refusal = refusal(wire.attach(type), body);
        assertThat(refusal.codeName()).isEqualTo(code);
        assertThat(refusal.plugin()).isEqualTo(type.name());
        assertThat(body).contains("'" + refusal.request() + "'");
    }

    private static JanusPluginException refusal(JanusPlugin handle, String body) {
        return Outcome.failure(
                handle.message(RawJson.of(body.replace('\'', '"')), null),
                JanusPluginException.class,
                Duration.ofSeconds(20));
    }

    @Test
    void aPublishersSettingsAreCheckedToo() {
        JanusVideoRoomPlugin handle = wire.attach(JanusVideoRoomPlugin.TYPE);
        JanusId room = Outcome.of(
                        handle.create(VideoRoomRequest.Create.builder().build()))
                .room();
        Outcome.of(handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "alice")));
        assertThat(refusal(handle, "{'request':'configure','bitrate':'much'}").codeName())
                .isEqualTo("INVALID_ELEMENT");
    }

    static Stream<Arguments> coreRequests() {
        return Stream.of(
                Arguments.of(CoreError.UNKNOWN_REQUEST, "{'janus':'levitate','session_id':$S,'transaction':'t'}"),
                Arguments.of(CoreError.INVALID_JSON, "{'janus':"),
                Arguments.of(CoreError.MISSING_MANDATORY_ELEMENT, "{'janus':'info'}"),
                Arguments.of(CoreError.INVALID_REQUEST_PATH, "{'janus':'attach','transaction':'t'}"),
                Arguments.of(CoreError.INVALID_ELEMENT_TYPE, "{'janus':'info','transaction':7}"));
    }

    @ParameterizedTest
    @MethodSource("coreRequests")
    void whatTheCoreCanNotTakeHasItsCodeAndName(CoreError code, String request) {
        try (RawLink raw = new RawLink(JANUS.server().uri())) {
            RawJson error = Objects.requireNonNull(
                    raw.ask(request.replace("$S", String.valueOf(wire.session().id())))
                            .member("error"));
            assertThat(error.member("code")).hasToString(String.valueOf(code.code()));
        }
    }

    /** One request, one answer: it has the transaction, though Janus does not say it. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void overHttpWhatJanusCanNotReadIsAnsweredWithItsTransaction(CoreError code, String request) {
        try (RawLink raw = new RawLink(JANUS.server().httpUri())) {
            RawJson answer = raw.ask(request);
            assertThat(answer.string("transaction")).isEqualTo("t");
            assertThat(Objects.requireNonNull(answer.member("error")).member("code"))
                    .hasToString(String.valueOf(code.code()));
        }
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(CoreError.INVALID_JSON, "{'janus':'info','transaction':'t','zz':'a\\u0000b'}"),
                Arguments.of(CoreError.INVALID_JSON, "{'janus':'info','transaction':'t','zz':'\\uD83D'}"),
                Arguments.of(CoreError.INVALID_JSON, "{'janus':'info','transaction':'t','zz':1e999}"));
    }

    /** Over a WebSocket Janus leaves the transaction out, so that such a request must not be sent. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void overAWebSocketTheTransactionIsMissing(CoreError code, String request) {
        try (RawLink raw = new RawLink(JANUS.server().uri())) {
            RawJson answer = raw.ask(request);
            assertThat(answer.member("transaction")).isNull();
            assertThat(Objects.requireNonNull(answer.member("error")).member("code"))
                    .hasToString(String.valueOf(code.code()));
        }
    }

    @Test
    void aDescriptionOfAnUnknownTypeIsRefusedByTheCore() {
        JanusPlugin echo = wire.attach(JanusEchoTestPlugin.TYPE);
        Jsep strange = RawJson.of("{\"type\":\"levitation\",\"sdp\":\"v=0\"}").as(Jsep.class);
        assertThat(Outcome.failure(
                                echo.message(RawJson.of("{\"audio\":true}"), strange),
                                JanusServerException.class,
                                Duration.ofSeconds(20))
                        .code())
                .isEqualTo(CoreError.JSEP_UNKNOWN_TYPE.code());
    }

    @Test
    void aPingIsAnswered() {
        assertThat(Outcome.of(wire.client().ping())).isPositive();
    }
}
