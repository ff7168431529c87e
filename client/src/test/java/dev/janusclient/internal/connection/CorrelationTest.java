// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.FakeJanus.ACK;
import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.FakeJanus.Frame;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.recovery.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which answer belongs to which request. */
class CorrelationTest {
    private static final SipRequest.Register ACCOUNT =
            SipRequest.Register.builder().username("sip:a@b").build();
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private JanusSession session;
    private JanusSipPlugin sip;

    @BeforeEach
    void attach() {
        session = Outcome.of(client.createSession());
        sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static String event(String result) {
        return "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                + "'janus.plugin.sip','data':{'sip':'event','result':" + result + "}}}";
    }

    private static String error(String members) {
        return "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                + "'janus.plugin.sip','data':{'sip':'event'," + members + "}}}";
    }

    @Test
    void anEventThatOvertakesItsAckAnswersTheRequest() {
        janus.answer("message:register", event("{'event':'registering'}"), ACK);
        assertThat(Outcome.of(sip.register(ACCOUNT))).isInstanceOf(SipEvent.Registering.class);
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void anAckAloneDoesNotAnswerAnAsynchronousRequest() {
        janus.answer("message:register", ACK);
        CompletableFuture<SipEvent.RegisterReply> answer = sip.register(ACCOUNT);
        assertThat(answer).isNotDone();
        janus.push(janus.fill(event("{'event':'registering'}"), janus.lastFrame()));
        assertThat(answer).isCompletedWithValueMatching(SipEvent.Registering.class::isInstance);
    }

    @Test
    void anEventThatAnswersIsDeliveredToListenersToo() {
        janus.answer("message:register", ACK, event("{'event':'registering'}"));
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        sip.register(ACCOUNT);
        assertThat(heard).hasSize(1);
    }

    @Test
    void severalEventsOfOneTransactionAnswerOnceAndAreAllDelivered() {
        janus.answer(
                "message:call",
                event("{'event':'calling','call_id':'c1'}"),
                ACK,
                event("{'event':'ringing'}"),
                event("{'event':'proceeding','code':183}"),
                event("{'event':'accepted','username':'sip:b'}"),
                event("{'event':'hangup','code':200,'reason':'BYE'}"));
        List<String> heard = new ArrayList<>();
        sip.on(SipEvent.class, event -> heard.add(event.getClass().getSimpleName()));
        SipEvent.Calling calling = Outcome.of(sip.call("sip:b", Jsep.offer("v=0")));
        assertThat(calling.callId()).isEqualTo("c1");
        assertThat(heard).containsExactly("Calling", "Ringing", "Proceeding", "Accepted", "Hangup");
    }

    @Test
    void aPushUnderTheTransactionOfAnOpenRequestDoesNotAnswerIt() {
        janus.answer("message:hangup", event("{'event':'info','sender':'b','type':'t','content':'c'}"), ACK);
        CompletableFuture<SipEvent.HangingUp> answer = sip.hangupCall();
        assertThat(answer).isNotDone();
        janus.push(janus.fill(event("{'event':'hangingup'}"), janus.lastFrame()));
        assertThat(answer).isCompleted();
    }

    @Test
    void answersInAnyOrderReachTheirOwnRequests() {
        janus.silent("message:message");
        List<CompletableFuture<SipEvent.MessageSent>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(
                    sip.message(SipRequest.Message.builder().content("m" + i).build()));
        }
        List<Frame> sent = janus.frames("message:message");
        for (int k = 0; k < sent.size(); k++) {
            int i = (k * 37 + 11) % sent.size();
            janus.push(janus.fill(
                    event("{'event':'messagesent','call_id':'"
                            + sent.get(i).body().string("content") + "'}"),
                    sent.get(i)));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(Outcome.of(answers.get(i)).callId()).isEqualTo("m" + i);
        }
    }

    @Test
    void everyRequestHasATransactionOfItsOwn() {
        janus.silent("message:hold");
        for (int i = 0; i < 20; i++) {
            sip.hold();
        }
        assertThat(janus.frames("message:hold").stream().map(Frame::transaction).distinct())
                .hasSize(20);
    }

    @Test
    void aReplyNobodyWaitsForDisturbsNothing() {
        janus.push("{'janus':'success','session_id':" + session.id() + ",'transaction':'of-another-process'}");
        janus.push("{'janus':'ack','transaction':'of-another-process'}");
        janus.push("{'janus':'error','transaction':'of-another-process','error':{'code':458,'reason':'x'}}");
        janus.push("{'janus':'event','session_id':4711,'sender':4712,'plugindata':{'plugin':'p','data':{}}}");
        assertThat(session.isActive()).isTrue();
        assertThat(Outcome.of(sip.probe())).isEqualTo(ProbeResult.ALIVE);
    }

    @Test
    void errorsOfJanusFailTheirRequestWithTheRightType() {
        janus.refuse("claim", 403);
        failure(client.claimSession(77), JanusUnauthorizedException.class);
        janus.refuse("claim", 458);
        failure(client.claimSession(77), JanusSessionNotFoundException.class);
        janus.refuse("message:hold", 459);
        failure(sip.hold(), JanusHandleNotFoundException.class);
        janus.refuse("attach", 460);
        assertThat(failure(session.attach(JanusSipPlugin.TYPE), JanusServerException.class))
                .hasMessage("Janus refused 'attach': 460 JANUS_ERROR_PLUGIN_NOT_FOUND (so it is)")
                .extracting(JanusServerException::code)
                .isEqualTo(460);
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void anErrorOfThePluginFailsItsRequestEvenWithCodeZero() {
        janus.answer("message:hold", ACK, error("'error_code':447,'error':'Wrong state'"));
        JanusPluginException refused = failure(sip.hold(), JanusPluginException.class);
        assertThat(refused).hasMessage("janus.plugin.sip refused 'hold': 447 WRONG_STATE (Wrong state)");
        assertThat(refused.code()).isEqualTo(447);
        assertThat(refused.codeName()).isEqualTo("WRONG_STATE");
        assertThat(refused.request()).isEqualTo("hold");
        janus.answer("message:info", error("'error_code':0,'error':'Wrong state (not in a call?)'"), ACK);
        refused = failure(
                sip.info(SipRequest.Info.builder().type("t").content("c").build()), JanusPluginException.class);
        assertThat(refused.code()).isZero();
        assertThat(refused.errorCode()).isNull();
        assertThat(refused.codeName()).isEqualTo("UNKNOWN");
        assertThat(refused.reason()).startsWith("Wrong state");
    }

    @Test
    void aPluginThatAnswersAtOnceIsUnderstoodToo() {
        janus.answer(
                "message:hold",
                "{'janus':'success','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.sip','data':{'sip':'event','result':{'event':'holding'},'call_id':'c'}}}");
        assertThat(Outcome.of(sip.hold()).callId()).isEqualTo("c");
    }

    @Test
    void anAnswerThatDoesNotFitItsTypeFailsTheRequestAndNotTheConnection() {
        janus.answer("message:decline", event("{'event':'declining','code':'busy'}"), ACK);
        failure(sip.decline(486), JanusProtocolException.class);
        assertThat(client.isConnected()).isTrue();
    }
}
