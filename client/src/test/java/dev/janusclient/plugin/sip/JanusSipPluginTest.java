// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static dev.janusclient.FakeJanus.ACK;
import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JanusSipPluginTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=\"q\" \\ / ü\r\n";
    private static final SipRequest.Register ACCOUNT =
            SipRequest.Register.builder().username("sip:alice@x").build();
    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static JanusSipPlugin attached(JanusClient client) {
        return Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
    }

    private static String event(String data) {
        return "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':"
                + "{'plugin':'janus.plugin.sip','data':" + data + "}}";
    }

    private static String result(String result) {
        return event("{'sip':'event','result':" + result + "}");
    }

    private void ring(JanusSipPlugin sip) {
        String sdp = SDP.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
        janus.push("{'janus':'event','session_id':" + sip.session().id() + ",'sender':" + sip.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','call_id':'c1','result':{'event':"
                + "'incomingcall','username':'sip:bob@x','displayname':'Bob','callee':'sip:alice@x'}}},"
                + "'jsep':{'type':'offer','sdp':'" + sdp + "'}}");
    }

    /** A request, how it is sent, and what answers it. */
    private static Arguments request(
            String name, String reply, Function<JanusSipPlugin, CompletableFuture<? extends SipEvent>> send) {
        return Arguments.of(name, reply, send);
    }

    private static final SipRequest.RtpForward FORWARD = SipRequest.RtpForward.builder()
            .streams(List.of(SipRequest.RtpForwardStream.builder()
                    .type("audio")
                    .host("h")
                    .port(1)
                    .build()))
            .build();

    static Stream<Arguments> newer() {
        return Stream.of(
                request("progress", "progressed", sip -> sip.progress(SipRequest.Accept.PLAIN, Jsep.answer("v=0"))),
                request("send_ringing", "", JanusSipPlugin::sendRinging),
                request("keyframe", "keyframesent", sip -> sip.keyframe(new SipRequest.Keyframe(true, null))),
                request("rtp_forward", "rtp_forward", sip -> sip.rtpForward(FORWARD)),
                request(
                        "stop_rtp_forward",
                        "stop_rtp_forward",
                        sip -> sip.stopRtpForward(new SipRequest.StopRtpForward(1L))),
                request("listforwarders", "forwarders", JanusSipPlugin::listForwarders));
    }

    static Stream<Arguments> all() {
        SipRequest.Subscribe subscription =
                SipRequest.Subscribe.builder().event("presence").build();
        return Stream.concat(
                newer(),
                Stream.of(
                        request("register", "registering", sip -> sip.register(ACCOUNT)),
                        request("unregister", "unregistering", JanusSipPlugin::unregister),
                        request("subscribe", "subscribing", sip -> sip.subscribe(subscription)),
                        request("unsubscribe", "unsubscribing", sip -> sip.unsubscribe(subscription)),
                        request("call", "calling", sip -> sip.call("sip:bob@x", Jsep.offer("v=0"))),
                        request("accept", "accepted", sip -> sip.accept(Jsep.answer("v=0"))),
                        request("accept", "accepting", sip -> sip.accept(Jsep.offer("v=0"))),
                        request("update", "updating", sip -> sip.update(Jsep.offer("v=0"))),
                        request("update", "updated", sip -> sip.update(Jsep.answer("v=0"))),
                        request("decline", "declining", sip -> sip.decline(486)),
                        request(
                                "transfer",
                                "transferring",
                                sip -> sip.transfer(SipRequest.Transfer.builder()
                                        .uri("sip:c@x")
                                        .build())),
                        request("hold", "holding", JanusSipPlugin::hold),
                        request("unhold", "resuming", JanusSipPlugin::unhold),
                        request("hangup", "hangingup", JanusSipPlugin::hangupCall),
                        request(
                                "recording",
                                "recordingupdated",
                                sip -> sip.recording(SipRequest.Recording.builder()
                                        .action(SipRequest.Recording.Action.STOP)
                                        .build())),
                        request(
                                "info",
                                "infosent",
                                sip -> sip.info(SipRequest.Info.builder()
                                        .type("t")
                                        .content("c")
                                        .build())),
                        request(
                                "message",
                                "messagesent",
                                sip -> sip.message(SipRequest.Message.builder()
                                        .content("c")
                                        .build())),
                        request(
                                "dtmf_info",
                                "dtmfsent",
                                sip -> sip.dtmfInfo(
                                        SipRequest.DtmfInfo.builder().digit("1").build())),
                        request("reset", "reset", JanusSipPlugin::reset)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void all(String name, String reply, Function<JanusSipPlugin, CompletableFuture<? extends SipEvent>> send) {
        janus.version("1.4.1");
        janus.answer(
                "message:" + name,
                ACK,
                reply.isEmpty()
                        ? event("{'sip':'event'}")
                        : result("{'event':'" + reply + "','code':486,'stream_id':1,'call_id':'c'}"));
        JanusSipPlugin sip = attached(janus.client());
        SipEvent answer = Outcome.of(send.apply(sip));
        assertThat(janus.lastFrame().label()).isEqualTo("message:" + name);
        if (!reply.isEmpty()) {
            assertThat(answer).isInstanceOf(SipProtocol.EVENTS.tags().get("result.event=" + reply));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("newer")
    void aRequestNewerThanTheServerFailsBeforeItIsSent(
            String name, String reply, Function<JanusSipPlugin, CompletableFuture<? extends SipEvent>> send) {
        JanusSipPlugin sip = attached(janus.client());
        janus.forget();
        JanusVersionException refused = failure(send.apply(sip), JanusVersionException.class);
        assertThat(refused).hasMessageStartingWith("'" + name + "' needs Janus 1.");
        assertThat(refused.connected()).isEqualTo("1.1.2");
        assertThat(janus.sent()).as("sent instead of %s", reply).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("newer")
    void aRequestNewerThanTheServerCanBeForced(
            String name, String reply, Function<JanusSipPlugin, CompletableFuture<? extends SipEvent>> send) {
        JanusSipPlugin sip = attached(janus.client(options -> options.versionCheck(false)));
        janus.forget();
        janus.answer("message:" + name, event("{'sip':'event','error_code':442,'error':'Unknown request'}"));
        failure(send.apply(sip), JanusPluginException.class);
        assertThat(janus.sent()).as("sent for %s", reply).containsExactly("message:" + name);
    }

    @Test
    void aFieldNewerThanTheServerFailsBeforeItIsSent() {
        JanusSipPlugin sip = attached(janus.client());
        janus.forget();
        SipRequest.Register account = SipRequest.Register.builder()
                .username("sip:a@b")
                .automaticRinging(false)
                .build();
        assertThat(failure(sip.register(account), JanusVersionException.class))
                .hasMessage("'register.automatic_ringing' needs Janus 1.3.3, the connected server is 1.1.2");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void theStateFollowsTheEventsBeforeAnyListenerRuns() {
        JanusSipPlugin sip = attached(janus.client());
        sip.on(SipEvent.IncomingCall.class, call -> assertThat(sip.offer()).isPresent());
        ring(sip);
        assertThat(sip.offer()).map(Jsep::sdp).contains(SDP);
        assertThat(sip.state().call()).isNotNull();
        janus.answer("message:accept", ACK, result("{'event':'accepted'}"));
        Outcome.of(sip.accept(Jsep.answer("v=0")));
        assertThat(sip.offer()).isEmpty();
        janus.event(sip, "{'sip':'event','call_id':'c1','result':{'event':'hangup','code':200,'reason':'BYE'}}");
        assertThat(sip.state()).isEqualTo(SipState.EMPTY);
    }

    @Test
    void aTicketCarriesTheStateAndTheOfferByteForByteIntoAnotherProcess() {
        JanusSipPlugin sip = attached(janus.client());
        janus.answer("message:register", ACK, result("{'event':'registering'}"));
        Outcome.of(sip.register(ACCOUNT));
        janus.event(
                sip,
                "{'sip':'event','result':{'event':'registered','username':'alice','register_sent':true,"
                        + "'master_id':9007199254740993}}");
        ring(sip);
        SipState before = sip.state();
        String json = sip.session().handOff().toJson();

        HandoverTicket ticket = HandoverTicket.fromJson(json);
        assertThat(ticket.handle("janus.plugin.sip")).hasValueSatisfying(handle -> {
            assertThat(handle.pendingOffer()).isEqualTo(Jsep.offer(SDP));
        });
        JanusSession claimed = Outcome.of(janus.client().claimSession(ticket.sessionId()));
        janus.forget();
        JanusSipPlugin back = Outcome.of(claimed.attach(
                JanusSipPlugin.TYPE, AttachOptions.from(ticket.handles().get(0))));
        assertThat(janus.sent()).isEmpty();
        assertThat(back.handleId()).isEqualTo(sip.handleId());
        assertThat(back.state()).isEqualTo(before);
        assertThat(back.offer()).map(Jsep::sdp).contains(SDP);
    }

    private static final String REGISTERED =
            "{'event':'registered','username':'alice','register_sent':true,'master_id':1}";

    @Test
    void aConfirmedRegistrationEndsWithWhatCameOfIt() {
        JanusSipPlugin sip = attached(janus.client());
        janus.answer("message:register", ACK, result("{'event':'registering'}"));
        CompletableFuture<SipEvent.Registered> first = sip.registerConfirmed(ACCOUNT);
        assertThat(first).isNotDone();
        janus.event(sip, "{'sip':'event','result':" + REGISTERED + "}");
        assertThat(Outcome.of(first).username()).isEqualTo("alice");

        CompletableFuture<SipEvent.Registered> second = sip.registerConfirmed(ACCOUNT);
        janus.event(sip, "{'sip':'event','result':{'event':'registration_failed','code':403,'reason':'Forbidden'}}");
        assertThat(failure(second, JanusSipRegistrationException.class))
                .hasMessage("the registration failed: 403 Forbidden");

        CompletableFuture<SipEvent.Registered> third = sip.registerConfirmed(ACCOUNT);
        janus.scheduler().advance(Duration.ofSeconds(64));
        failure(third, JanusTimeoutException.class);

        janus.answer("message:register", ACK, result(REGISTERED));
        assertThat(Outcome.of(sip.registerConfirmed(ACCOUNT)).masterId()).isEqualTo(1);
    }

    @Test
    void aRegistrarsAnswerMayOvertakeTheOneOfJanus() {
        JanusSipPlugin sip = attached(janus.client());
        janus.silent("message:register");
        CompletableFuture<SipEvent.Registered> confirmed = sip.registerConfirmed(ACCOUNT);
        janus.event(sip, "{'sip':'event','result':" + REGISTERED + "}");
        assertThat(confirmed).isNotDone();
        janus.event(sip, "{'sip':'event','result':{'event':'registering'}}");
        assertThat(Outcome.of(confirmed).username()).isEqualTo("alice");
    }

    @Test
    void aConfirmedRegistrationIsNotMistakenForAnOlderOne() {
        JanusSipPlugin sip = attached(janus.client());
        janus.silent("message:register");
        CompletableFuture<SipEvent.Registered> confirmed = sip.registerConfirmed(ACCOUNT);
        janus.event(sip, "{'sip':'event','result':{'event':'registration_failed','code':503,'reason':'of a renewal'}}");
        janus.event(sip, "{'sip':'event','result':" + REGISTERED + "}");
        assertThat(confirmed).isNotDone();
        Outcome.of(sip.detach());
        failure(confirmed, IllegalStateException.class);
    }

    @Test
    void aHandleThatWasReattachedWithoutTicketKnowsNothingAndWorks() {
        JanusSession session = Outcome.of(janus.client().createSession());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(5L)));
        assertThat(sip.state()).isEqualTo(SipState.EMPTY);
        ring(sip);
        assertThat(sip.offer()).isPresent();
    }

    @Test
    void aTicketHoldsNoSecret() {
        JanusSipPlugin sip = attached(
                janus.client(options -> options.apiSecret("api-hunter2").token("token-hunter2")));
        janus.silent("message:register").silent("message:call");
        sip.register(SipRequest.Register.builder()
                .username("sip:alice@x")
                .secret(Secret.of("hunter2"))
                .build());
        assertThat(janus.lastFrame().body().string("secret")).isEqualTo("hunter2");
        sip.call(
                SipRequest.Call.builder()
                        .uri("sip:bob@x")
                        .ha1Secret(Secret.of("hunter2"))
                        .headers(Map.of())
                        .build(),
                Jsep.offer("v=0"));
        String ticket = sip.session().ticket().toJson();
        assertThat(ticket).contains("sip:alice@x").contains("sip:bob@x").doesNotContain("hunter2");
    }

    @Test
    void aCallThatJanusRefusesIsForgotten() {
        JanusSipPlugin sip = attached(janus.client());
        janus.answer("message:call", ACK, event("{'sip':'event','error_code':447,'error':'Wrong state'}"));
        janus.answer(
                "hangup", FakeJanus.SUCCESS, "{'janus':'hangup','session_id':$S,'sender':$H,'reason':'Janus API'}");
        failure(sip.call("sip:bob@x", Jsep.offer("v=0")), JanusPluginException.class);
        assertThat(sip.state().call()).isNull();
    }

    @Test
    void aRegistrationThatJanusRefusesLeavesTheAccountAsItWas() {
        JanusSipPlugin sip = attached(janus.client());
        janus.answer(
                "message:register",
                ACK,
                result("{'event':'registered','username':'alice','register_sent':true,'master_id':1}"));
        Outcome.of(sip.register(ACCOUNT));
        janus.answer("message:register", ACK, event("{'sip':'event','error_code':445,'error':'Already registered'}"));
        failure(
                sip.register(
                        SipRequest.Register.builder().username("sip:else@x").build()),
                JanusPluginException.class);
        assertThat(sip.state().account()).isEqualTo("sip:alice@x");
    }

    @Test
    void anAccountIsNotedWhenJanusSaysThatItIsRegistered() {
        JanusSipPlugin sip = attached(janus.client());
        janus.answer("message:register", ACK, result("{'event':'registering'}"));
        Outcome.of(sip.register(ACCOUNT));
        assertThat(sip.state().account()).isNull();
        assertThat(sip.state().registering()).isEqualTo("sip:alice@x");
    }
}
