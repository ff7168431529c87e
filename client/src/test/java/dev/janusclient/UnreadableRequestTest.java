// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusRefusedException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.CoreError;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Janus can't read is not sent; and what it says of a request that it could not read. */
class UnreadableRequestTest {
    private static final String UNNAMED =
            "{'janus':'error','error':{'code':454,'reason':'JSON error: on line 1: bad escape near \\'hunter2\\''}}";

    private final FakeJanus janus = new FakeJanus();
    private JanusClient client;
    private JanusSession session;

    @BeforeEach
    void createSession() {
        client = janus.client();
        session = Outcome.of(client.createSession());
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private <P extends JanusPlugin> P attach(PluginType<P> type) {
        P handle = Outcome.of(session.attach(type));
        janus.forget();
        return handle;
    }

    private void refused(CompletableFuture<?> request, String message) {
        assertThat(failure(request, IllegalArgumentException.class)).hasMessage(message);
        assertThat(janus.sent()).isEmpty();
        assertThat(client.held().requests()).isZero();
    }

    private static VideoRoomRequest.Create room(String description) {
        return VideoRoomRequest.Create.builder().description(description).build();
    }

    @Test
    void aTextWithANulIsRefusedByName() {
        refused(
                attach(JanusVideoRoomPlugin.TYPE).create(room("a\0b")),
                "description: \"a\\u0000b\" holds a NUL character, so Janus can't read it");
    }

    @Test
    void halfAnEmojiIsRefusedByName() {
        String half = " holds half of a surrogate pair, which is no character, so Janus can't read it";
        JanusVideoRoomPlugin handle = attach(JanusVideoRoomPlugin.TYPE);
        refused(handle.create(room("Zoe \uD83D")), "description: \"Zoe \\ud83d\"" + half);
        refused(handle.create(room("\uDE00 Zoe")), "description: \"\\ude00 Zoe\"" + half);
        handle.create(room("Zoe \uD83D\uDE00"));
        assertThat(janus.lastFrame().body().string("description")).isEqualTo("Zoe \uD83D\uDE00");
    }

    @Test
    void aTextAnywhereIsFound() {
        String nul = " holds a NUL character, so Janus can't read it";
        refused(attach(JanusAudioBridgePlugin.TYPE).join(JanusId.of("hall\0"), null), "room: \"hall\\u0000\"" + nul);
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        refused(
                sip.message(RawJson.of("{'list':[{'a':1},{'b':'x\\u0000'}]}".replace('\'', '"')), null),
                "list[1].b: \"x\\u0000\"" + nul);
        refused(sip.call("sip:bob@b", Jsep.offer("v=0\r\n\0")), "jsep.sdp: \"v=0\\r\\n\\u0000\"" + nul);
        refused(sip.trickle(new IceCandidate("c\0", "0", 0)), "candidate.candidate: \"c\\u0000\"" + nul);
        refused(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("o\0")), "opaque_id: \"o\\u0000\"" + nul);
        refused(sip.message(RawJson.of("{'x\\u0000':1}".replace('\'', '"')), null), "body: \"x\\u0000\"" + nul);
    }

    @Test
    void aNameWithHalfAnEmojiIsRefused() {
        SipRequest.Headers headers =
                SipRequest.Headers.builder().headers(Map.of("X-\uD83D", "v")).build();
        assertThat(failure(attach(JanusSipPlugin.TYPE).hangupCall(headers), IllegalArgumentException.class))
                .hasMessageContaining("d83d");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void aLongTextIsShortened() {
        refused(
                attach(JanusVideoRoomPlugin.TYPE).create(room("x".repeat(5000) + "\0")),
                "description: \"" + "x".repeat(39)
                        + "... (5008 characters) holds a NUL character, so Janus can't read it");
    }

    @Test
    void aSecretIsNotShown() {
        JanusVideoRoomPlugin handle = attach(JanusVideoRoomPlugin.TYPE);
        refused(
                handle.create(VideoRoomRequest.Create.builder()
                        .pin(Secret.of("hunter2\0"))
                        .build()),
                "pin: *** holds a NUL character, so Janus can't read it");
        refused(
                handle.message(RawJson.of("{\"request\":\"join\",\"token\":\"hunter2\\u0000\"}"), null),
                "token: *** holds a NUL character, so Janus can't read it");
        assertThatThrownBy(() -> janus.client(options -> options.apiSecret("hunter2\0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("apisecret: *** ");
        JanusClient renewing = janus.client(options -> options.token(() -> Secret.of("hunter2\uD83D")));
        assertThat(failure(renewing.connect(), RuntimeException.class))
                .hasStackTraceContaining("token: *** holds half of a surrogate pair");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1e999, is a number that is too big",
                "9223372036854775808, is a number that is too big",
                "\"\\u0000\", holds a NUL character",
                "\"\\ud83d\\u0041\", holds half of a surrogate pair"
            })
    void jsonOfACallersOwnThatJanusCanNotReadIsRefused(String value, String why) {
        CompletableFuture<RawJson> request =
                attach(JanusSipPlugin.TYPE).message(RawJson.of("{\"request\":\"x\",\"zz\":" + value + "}"), null);
        assertThat(failure(request, IllegalArgumentException.class))
                .hasMessageStartingWith("zz: ")
                .hasMessageContaining(why);
        assertThat(janus.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "nul", "1.", "\"\\q\"", "\"\\u12\"", "\"\t\""})
    void whatIsNoJsonDoesNotBecomeAValue(String text) {
        assertThatThrownBy(() -> RawJson.of("{\"zz\":" + text + "}")).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void theLargestNumbersAndAllCharactersAreSent() {
        RawJson body = RawJson.of("{\"request\":\"x\",\"a\":[9223372036854775807,-9223372036854775808,1.5e300,0.1],"
                + "\"b\":\"\\ud83d\\ude00 \\u0001 \\b\\f\\n\\r\\t\\/ \u00e9\u20ac\uFFFD\",\"c\":[true,false,null]}");
        attach(JanusVideoRoomPlugin.TYPE).message(body, null);
        assertThat(janus.lastFrame().body()).isEqualTo(body);
    }

    @Test
    void aTextForADataChannelIsChecked() {
        List<String> sent = new ArrayList<>();
        TextRoomChannel channel = attach(JanusTextRoomPlugin.TYPE).channel(sent::add);
        for (Boolean ack : new Boolean[] {true, false}) {
            TextRoomRequest.Message message = TextRoomRequest.Message.builder()
                    .room(JanusId.of(1))
                    .text("a\0")
                    .ack(ack)
                    .build();
            assertThat(failure(channel.message(message), IllegalArgumentException.class))
                    .hasMessage("text: \"a\\u0000\" holds a NUL character, so Janus can't read it");
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void anErrorWithoutATransactionEndsTheOnlyRequestItCanMean() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        janus.answer("message:hold", UNNAMED);
        JanusRefusedException refused = failure(sip.hold(), JanusRefusedException.class);
        assertThat(refused.errorCode()).isSameAs(CoreError.INVALID_JSON);
        assertThat(refused.request()).isEqualTo("hold");
        assertThat(refused).hasMessageNotContaining("hunter2");
    }

    @Test
    void anErrorWithoutATransactionThatMayMeanSeveralIsLogged() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        CompletableFuture<?> first = sip.hold();
        CompletableFuture<?> second = sip.unhold();
        assertThat(logOf(() -> janus.push(UNNAMED)))
                .contains("WARN", "Janus could not read a request, and does not say which one: 454")
                .doesNotContain("hunter2");
        // Within the budget of the log.
        assertThat(logOf(() -> janus.push(UNNAMED))).isEmpty();
        assertThat(first).isNotDone();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(first, JanusTimeoutException.class);
        failure(second, JanusTimeoutException.class);
    }

    @Test
    void aRequestThatIsAcknowledgedOrMayHaveBeenAnotherIsNotMeant() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        janus.answer("message:hold", FakeJanus.ACK);
        CompletableFuture<?> acknowledged = sip.hold();
        janus.push(UNNAMED);
        assertThat(acknowledged).isNotDone();
        janus.scheduler().advance(Duration.ofSeconds(11));
        // Asked whether another process has the session, this server says nothing.
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(acknowledged, JanusTimeoutException.class);
        // That one has been given up: its answer may still come.
        CompletableFuture<?> next = sip.unhold();
        janus.push(UNNAMED);
        assertThat(next).isNotDone();
        janus.lose(CloseReason.Kind.IO_ERROR);
        assertThat(next).isCompletedExceptionally();
    }

    @Test
    void aRequestThatItsCallerEndedMayHaveBeenMeant() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        sip.hold().cancel(true);
        CompletableFuture<?> ended = session.keepalive();
        ended.cancel(true);
        janus.scheduler().advance(Duration.ofSeconds(11));
        CompletableFuture<?> next = sip.unhold();
        janus.push(UNNAMED);
        assertThat(next).isNotDone();
        janus.lose(CloseReason.Kind.IO_ERROR);
    }

    @Test
    void halfAnEmojiInRawJsonIsRefused() {
        assertThatThrownBy(() -> RawJson.of("{\"display\":\"Zoe \uD83D\"}")).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void anErrorBehindABrokerMayBeAnotherProcesss() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        janus.shared();
        CompletableFuture<?> request = sip.hold();
        assertThat(logOf(() -> janus.push(UNNAMED))).contains("could not read a request");
        assertThat(request).isNotDone();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(request, JanusTimeoutException.class);
    }

    @Test
    void anErrorTextHasNoEndOfLine() {
        JanusSipPlugin sip = attach(JanusSipPlugin.TYPE);
        janus.answer("message:hold", "{'janus':'error','transaction':'$T','error':{'code':457,'reason':'Unknown\\n'}}");
        assertThat(failure(sip.hold(), JanusRefusedException.class).reason()).isEqualTo("Unknown");
        janus.answer(
                "message:hold",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','error_code':446,'error':'Invalid"
                        + " user address\\n"
                        + "'}}}");
        JanusRefusedException refused = failure(sip.hold(), JanusRefusedException.class);
        assertThat(refused.reason()).isEqualTo("Invalid user address");
        assertThat(refused.getMessage()).endsWith("(Invalid user address)");
    }
}
