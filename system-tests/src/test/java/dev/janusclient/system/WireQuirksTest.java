// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.EchoTestErrorCode;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The quirks of Janus's protocol, by their number in the list, as the real Janus shows them: each first on the wire, then in
 * what the library makes of it. Those of single plugins, 8 to 15, are in {@link PluginQuirksTest}; what a real 1.1.2 can't
 * be made to show is in the client's own tests.
 */
@Tag("sip-tester")
class WireQuirksTest {
    private static final Secret ADMIN = Secret.of("the admin's");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BURST = 60;
    private static final int BURSTS = 300;

    /** For requests that are acknowledged and never answered. */
    private static final JanusClientOptions IMPATIENT =
            JanusClientOptions.builder().requestTimeout(Duration.ofMillis(700)).build();

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("echotest", "recordplay", "sip", "streaming", "videoroom")
            .http()
            .adminSecret(ADMIN.reveal())
            .reclaimSessionTimeout(20));

    private LeakCheck threads;
    private Wire wire;

    @BeforeEach
    void open() {
        threads = LeakCheck.ofThreads("janus-client-", "janus-peer-");
        wire = new Wire(JANUS.server().uri(), JanusClientOptions.defaults());
    }

    @AfterEach
    void close() {
        wire.close();
        threads.assertNothingLeaked(SOON);
    }

    private static JanusPluginException refusal(CompletableFuture<?> future) {
        return Outcome.failure(future, JanusPluginException.class, SOON);
    }

    private static void neverAnswered(CompletableFuture<?> future) {
        assertThat(Outcome.failure(future, JanusTimeoutException.class, SOON).acknowledged())
                .isTrue();
    }

    private static EchoTestRequest.Settings audio(boolean on) {
        return EchoTestRequest.Settings.builder().audio(on).build();
    }

    @Test
    void quirk01TheEventMayComeBeforeTheAck() {
        JanusEchoTestPlugin echo = wire.attach(JanusEchoTestPlugin.TYPE);
        for (int i = 0; i < BURSTS && !wire.anEventOvertookItsAck(); i++) {
            for (int k = 0; k < BURST; k++) {
                assertThat(Outcome.of(echo.configure(audio(true)))).isInstanceOf(EchoTestEvent.Ok.class);
            }
        }
        assertThat(wire.anEventOvertookItsAck()).isTrue();
    }

    @Test
    void quirk02RepliesOvertakeOneAnotherAndReachTheirOwnRequests() {
        JanusVideoRoomPlugin rooms = wire.attach(JanusVideoRoomPlugin.TYPE);
        for (int i = 0; i < BURSTS && !wire.repliesOvertookOneAnother(); i++) {
            List<CompletableFuture<VideoRoomReply.Exists>> replies = new ArrayList<>();
            for (int k = 0; k < BURST; k++) {
                replies.add(rooms.exists(JanusId.of(10_000 + k)));
            }
            for (int k = 0; k < BURST; k++) {
                assertThat(Outcome.of(replies.get(k)).room()).isEqualTo(JanusId.of(10_000 + k));
            }
        }
        assertThat(wire.repliesOvertookOneAnother()).isTrue();
    }

    @Test
    void quirk03ErrorsOfPluginsAreInsideSuccessesEventsAndResponses() {
        JanusVideoRoomPlugin rooms = wire.attach(JanusVideoRoomPlugin.TYPE);
        CompletableFuture<?> destroyed = rooms.destroy(JanusId.of(404));
        RawJson destroy = wire.sent();
        assertThat(refusal(destroyed))
                .returns(426, JanusPluginException::code)
                .returns(VideoRoomErrorCode.NO_SUCH_ROOM, JanusPluginException::errorCode);
        assertThat(wire.answersTo(destroy)).singleElement().satisfies(reply -> {
            assertThat(reply.string("janus")).isEqualTo("success");
            assertThat(Wire.data(reply).member("error_code")).hasToString("426");
        });

        JanusEchoTestPlugin echo = wire.attach(JanusEchoTestPlugin.TYPE);
        CompletableFuture<?> configured = echo.configure(EchoTestRequest.Settings.NONE);
        RawJson nothing = wire.sent();
        assertThat(refusal(configured))
                .returns(413, JanusPluginException::code)
                .returns(EchoTestErrorCode.INVALID_ELEMENT, JanusPluginException::errorCode);
        assertThat(wire.answersTo(nothing))
                .filteredOn(answer -> "event".equals(answer.string("janus")))
                .singleElement()
                .satisfies(event -> assertThat(Wire.data(event).string("error")).isNotBlank());

        try (JanusAdmin admin = JanusAdmin.create(JANUS.server().adminUri().toString(), ADMIN)) {
            assertThat(refusal(admin.messagePlugin(
                            "janus.plugin.videoroom", RawJson.of("{\"request\":\"destroy\",\"room\":404}"))))
                    .extracting("code", "request")
                    .containsExactly(426, "destroy");
        }
    }

    @Test
    void quirk04SomeRequestsAreAcknowledgedAndNeverAnswered() {
        try (Wire impatient = new Wire(JANUS.server().uri(), IMPATIENT)) {
            JanusSipPlugin sip = guest(impatient);
            List<CompletableFuture<?>> all = List.of(sip.hold(), sip.unhold(), sip.hangupCall(), sip.decline(486));
            all.forEach(WireQuirksTest::neverAnswered);
        }
    }

    private static JanusSipPlugin guest(Wire wire) {
        JanusSipPlugin sip = wire.attach(JanusSipPlugin.TYPE);
        CompletableFuture<SipEvent.Registered> registered = new CompletableFuture<>();
        sip.on(SipEvent.Registered.class, registered::complete);
        Outcome.of(sip.register(SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:guest@" + PrivateNetwork.address())
                .build()));
        Outcome.of(registered);
        return sip;
    }

    @Test
    void quirk05AnErrorMayHaveTheCodeZero() {
        JanusSipPlugin sip = guest(wire);
        List<CompletableFuture<?>> all = List.of(
                sip.transfer(SipRequest.Transfer.builder().uri("sip:a@b").build()),
                sip.recording(SipRequest.Recording.builder()
                        .action(SipRequest.Recording.Action.START)
                        .build()),
                sip.info(SipRequest.Info.builder()
                        .type("text/plain")
                        .content("c")
                        .build()),
                sip.dtmfInfo(SipRequest.DtmfInfo.builder().digit("1").build()));
        all.forEach(refused -> assertThat(refusal(refused)).satisfies(refusal -> {
            assertThat(refusal.code()).isZero();
            assertThat(refusal.codeName()).isEqualTo("UNKNOWN");
            assertThat(refusal.reason()).containsIgnoringCase("wrong state");
        }));
        assertThat(wire.lastData().member("error_code")).hasToString("0");
    }

    @Test
    void quirk06ASuccessMayHaveNoPayload() {
        JanusRecordPlayPlugin recordplay = wire.attach(JanusRecordPlayPlugin.TYPE);
        assertThat(Outcome.of(recordplay.pause())).isInstanceOf(RecordPlayEvent.Unchanged.class);
        assertThat(wire.lastData().member("result")).isNull();
        assertThat(wire.lastData().member("error_code")).isNull();
    }

    @Test
    void quirk07OneTransactionMayHaveSeveralEventsAndAnAwaitedEventNone() {
        JanusSipPlugin sip = wire.attach(JanusSipPlugin.TYPE);
        HandleEvents events = new HandleEvents(sip);
        try (SipRegistrar registrar = SipRegistrar.start(PrivateNetwork.address());
                SipCallee bob = SipCallee.ringing(SipMedia.none(PrivateNetwork.address()));
                JanusPeer peer = JanusPeer.create()) {
            Outcome.of(sip.register(SipRequest.Register.builder()
                    .username("sip:alice@" + registrar.address() + ":" + registrar.port())
                    .secret(Secret.of("any"))
                    .proxy(registrar.proxy())
                    .build()));
            events.await(SipEvent.Registered.class);
            assertThat(wire.await("\"registered\"").string("transaction")).isNull();
            CompletableFuture<SipEvent.Calling> calling =
                    sip.call(bob.uri("bob"), Outcome.of(peer.offer(OfferOptions.audioOnly())));
            RawJson call = wire.sent();
            assertThat(Outcome.of(calling).callId()).isNotBlank();
            events.await(SipEvent.Ringing.class);
            bob.refuse(486);
            events.await(SipEvent.Hangup.class);
            assertThat(wire.answersTo(call).stream()
                            .filter(answer -> "event".equals(answer.string("janus")))
                            .map(event -> Objects.requireNonNull(
                                            Wire.data(event).member("result"))
                                    .string("event")))
                    .contains("calling", "hangup");
            // Janus notes the transaction of a call after it has sent the INVITE: who rings at once is told without
            // one.
            assertThat(wire.await("\"ringing\"").string("transaction")).isIn(null, call.string("transaction"));
        }
    }

    @Test
    void quirk16AfterAClaimTheOldConnectionReceivesNothingAndStillAnswered() {
        try (Wire impatient = new Wire(JANUS.server().uri(), IMPATIENT)) {
            JanusEchoTestPlugin echo = impatient.attach(JanusEchoTestPlugin.TYPE);
            JanusVideoRoomPlugin rooms = impatient.attach(JanusVideoRoomPlugin.TYPE);
            HandleEvents delivered = new HandleEvents(echo);
            JanusSession claimed =
                    Outcome.of(wire.client().claimSession(impatient.session().id()));
            HandleEvents taken = new HandleEvents(Outcome.of(
                    claimed.attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(echo.handleId()))));

            CompletableFuture<?> answeredElsewhere = echo.configure(audio(true));
            taken.await(EchoTestEvent.Ok.class);
            assertThat(Outcome.of(rooms.exists(JanusId.of(1))).exists()).isFalse();
            Outcome.failure(answeredElsewhere, JanusClaimedElsewhereException.class, Duration.ofSeconds(20));
            assertThat(delivered.all()).isEmpty();
            assertThat(impatient.session().isActive()).isFalse();
            Outcome.of(claimed.destroy());
            assertThat(taken.all()).noneMatch(CoreEvent.Unknown.class::isInstance);
        }
    }

    @Test
    void quirk17IdsAreNumbersOf64BitsOrTexts() {
        JanusVideoRoomPlugin rooms = wire.attach(JanusVideoRoomPlugin.TYPE);
        for (long number : new long[] {(1L << 53) + 1, Long.MAX_VALUE}) {
            JanusId id = JanusId.of(number);
            assertThat(Outcome.of(rooms.create(
                                    VideoRoomRequest.Create.builder().room(id).build()))
                            .room())
                    .isEqualTo(id);
            assertThat(wire.lastData().member("room")).hasToString(Long.toString(number));
            assertThat(Outcome.of(rooms.list()).list()).extracting("room").contains(id);
        }
        try (RawLink raw = new RawLink(JANUS.server().uri())) {
            assertThat(raw.ask("{'janus':'keepalive','transaction':'t','session_id':'1'}")
                            .toString())
                    .contains("457");
        }
        try (JanusServer texts = JanusServer.builder()
                        .plugins("textroom")
                        .stringIds("textroom")
                        .start();
                Wire other = new Wire(texts.uri(), JanusClientOptions.defaults())) {
            JanusTextRoomPlugin textroom = other.attach(JanusTextRoomPlugin.TYPE);
            JanusId id = JanusId.of("4711");
            assertThat(Outcome.of(textroom.create(
                                    TextRoomRequest.Create.builder().room(id).build()))
                            .room())
                    .isEqualTo(id)
                    .isNotEqualTo(JanusId.of(4711));
            assertThat(other.lastData().member("room")).hasToString("\"4711\"");
        }
    }

    @Test
    void quirk18RepliesMayLackSessionSenderOrTransaction() {
        wire.attach(JanusEchoTestPlugin.TYPE).detach().join();
        assertThat(wire.answersTo(wire.sent())).singleElement().satisfies(detached -> {
            assertThat(detached.string("janus")).isEqualTo("success");
            assertThat(detached.member("sender")).isNull();
        });
        assertThat(wire.received())
                .filteredOn(frame -> {
                    RawJson data = frame.member("data");
                    return data != null
                            && Objects.requireNonNull(data.member("id")).asLong()
                                    == wire.session().id();
                })
                .singleElement()
                .satisfies(created -> assertThat(created.member("session_id")).isNull());
        try (RawLink raw = new RawLink(JANUS.server().uri())) {
            for (String request : List.of("{'janus':'info'}", "{'janus':'info','transaction':7}", "{'janus':")) {
                RawJson refused = raw.ask(request);
                assertThat(refused.string("janus")).isEqualTo("error");
                assertThat(refused.member("transaction")).isNull();
            }
        }
    }

    @Test
    void quirk18ALongPollIsAnsweredByAListOrByAKeepaliveThatNamesNothing() {
        URI janus = JANUS.server().httpUri();
        HttpClient http = HttpClient.newHttpClient();
        URI session = created(janus, post(http, janus, "{'janus':'create','transaction':'t'}"));
        // Nothing happens, so the poll is answered after Janus's 30 seconds.
        RawJson keepalive = get(http, session, 1).join();
        assertThat(keepalive.as(Object.class)).isEqualTo(Map.of("janus", "keepalive"));

        URI echo = created(
                session, post(http, session, "{'janus':'attach','plugin':'janus.plugin.echotest','transaction':'t'}"));
        CompletableFuture<RawJson> several = get(http, session, 5);
        Outcome.of(post(http, echo, "{'janus':'message','body':{'audio':true},'transaction':'t'}"));
        assertThat(Outcome.of(several).elements()).first().satisfies(event -> assertThat(event.string("janus"))
                .isEqualTo("event"));
    }

    private static URI created(URI under, CompletableFuture<RawJson> reply) {
        RawJson data = Objects.requireNonNull(Outcome.of(reply).member("data"));
        return URI.create(under + "/" + Objects.requireNonNull(data.member("id")));
    }

    private static CompletableFuture<RawJson> post(HttpClient http, URI to, String text) {
        return answer(http, HttpRequest.newBuilder(to).POST(BodyPublishers.ofString(text.replace('\'', '"'))));
    }

    private static CompletableFuture<RawJson> get(HttpClient http, URI session, int events) {
        return answer(
                http,
                HttpRequest.newBuilder(URI.create(session + "?maxev=" + events)).timeout(Duration.ofSeconds(45)));
    }

    private static CompletableFuture<RawJson> answer(HttpClient http, HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(reply -> RawJson.of(reply.body()));
    }
}
