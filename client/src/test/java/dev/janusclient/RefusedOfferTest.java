// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Janus prepares for an offer that its plugin refuses is hung up, if nothing else can end with it. */
class RefusedOfferTest {
    private static final Jsep OFFER = Jsep.offer("v=0\r\n");
    private static final String HUNG_UP = "{'janus':'hangup','session_id':$S,'sender':$H,'reason':'Janus API'}";
    private static final String NEEDED = "the handle needs hangup() before the next offer";

    private final FakeJanus janus = new FakeJanus();
    private JanusSession session;

    @BeforeEach
    void createSession() {
        session = Outcome.of(janus.client().createSession());
        janus.answer("message:call", refusal("sip"));
        janus.answer("message:configure", refusal("audiobridge"));
        janus.answer("hangup", FakeJanus.SUCCESS, HUNG_UP);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static String refusal(String plugin) {
        return event(plugin, "'error_code':446,'error':'so it is'", "'transaction':'$T',");
    }

    private static String event(String plugin, String members, String transaction) {
        return "{'janus':'event','session_id':$S,'sender':$H," + transaction + "'plugindata':{'plugin':'janus.plugin."
                + plugin + "','data':{'" + plugin + "':'event'," + members + "}}}";
    }

    private JanusSipPlugin sip() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.forget();
        return sip;
    }

    private static JanusPluginException refused(CompletableFuture<?> request) {
        return failure(request, JanusPluginException.class);
    }

    @Test
    void aRefusedOfferIsHungUpBeforeTheRefusalIsReported() {
        JanusSipPlugin sip = sip();
        janus.answer("hangup", FakeJanus.SUCCESS);
        CompletableFuture<?> call = sip.call("sip:b@b", OFFER);
        assertThat(janus.sent()).containsExactly("message:call", "hangup");
        assertThat(call).as("before Janus has hung up").isNotDone();
        janus.push(janus.fill(HUNG_UP, janus.lastFrame()));
        assertThat(refused(call)).hasMessageNotContaining("hangup()");
        assertThat(sip.state().call()).isNull();
    }

    @Test
    void theNextOfferIsAnsweredAsIfNothingHadBeen() {
        JanusSipPlugin sip = sip();
        refused(sip.call("sip:b@b", OFFER));
        janus.answer(
                "message:call", event("sip", "'call_id':'c1','result':{'event':'calling'}", "'transaction':'$T',"));
        assertThat(Outcome.of(sip.call("sip:b@b", OFFER))).isInstanceOf(SipEvent.Calling.class);
        assertThat(janus.sent()).containsExactly("message:call", "hangup", "message:call");
        assertThat(sip.state().call()).isNotNull();
    }

    @Test
    void aHangUpThatIsNeverReportedIsNotWaitedForLong() {
        JanusSipPlugin sip = sip();
        janus.answer("hangup", FakeJanus.SUCCESS);
        CompletableFuture<?> call = sip.call("sip:b@b", OFFER);
        janus.scheduler().advance(Duration.ofSeconds(3));
        refused(call);
    }

    @Test
    void aHangUpThatIsRefusedIsSaid() {
        JanusSipPlugin sip = sip();
        janus.refuse("hangup", 490);
        assertThat(refused(sip.call("sip:b@b", OFFER))).hasMessageContaining(NEEDED);
    }

    @Test
    void aCallThatIsThereIsNotHungUp() {
        JanusSipPlugin sip = sip();
        // Without an offer of its own: only the state knows that it rings.
        janus.event(sip, "{'sip':'event','call_id':'c1','result':{'event':'incomingcall','username':'sip:x@y'}}");
        assertThat(refused(sip.call("sip:b@b", OFFER))).hasMessageContaining(NEEDED);
        assertThat(janus.sent()).doesNotContain("hangup");
        assertThat(sip.state().call()).isNotNull();
    }

    @Test
    void aPeerConnectionThatIsThereStays() {
        JanusSipPlugin sip = sip();
        janus.push("{'janus':'event','session_id':" + session.id() + ",'sender':" + sip.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','call_id':'c1','result':{'event':"
                + "'incomingcall','username':'sip:x@y'}}},'jsep':{'type':'offer','sdp':'v=0'}}");
        assertThat(refused(sip.call("sip:b@b", OFFER))).hasMessageNotContaining("hangup()");
        assertThat(janus.sent()).doesNotContain("hangup");
    }

    @Test
    void aHandleOfAnotherOwnerIsNotHungUp() {
        long id = sip().handleId();
        HandleTicket ticket = session.ticket().handles().get(0);
        for (AttachOptions options : List.of(AttachOptions.existingHandle(4711L), AttachOptions.from(ticket))) {
            JanusSession other = Outcome.of(janus.client().claimSession(session.id()));
            JanusSipPlugin sip = Outcome.of(other.attach(JanusSipPlugin.TYPE, options));
            janus.forget();
            assertThat(refused(sip.call("sip:b@b", OFFER))).hasMessageContaining(NEEDED);
            assertThat(janus.sent()).containsExactly("message:call");
        }
        assertThat(ticket.handleId()).isEqualTo(id);
    }

    @Test
    void aMembershipIsNotEndedByIt() {
        JanusAudioBridgePlugin bridge = Outcome.of(session.attach(JanusAudioBridgePlugin.TYPE));
        janus.answer(
                "message:join",
                event("audiobridge", "'zz':1", "'transaction':'$T',")
                        .replace("'audiobridge':'event'", "'audiobridge':'joined','room':1,'id':7,'participants':[]"));
        Outcome.of(bridge.join(JanusId.of(1), null));
        janus.forget();
        assertThat(refused(bridge.configure(AudioBridgeMedia.Configure.builder().build(), OFFER)))
                .hasMessageContaining(NEEDED);
        assertThat(janus.sent()).containsExactly("message:configure");
    }

    @Test
    void anAnswerThatIsRefusedChangesNothing() {
        JanusSipPlugin sip = sip();
        janus.answer("message:accept", refusal("sip"));
        assertThat(refused(sip.accept(Jsep.answer("v=0")))).hasMessageNotContaining("hangup()");
        assertThat(janus.sent()).containsExactly("message:accept");
    }

    @Test
    void listenersGetTheRefusalInAnyCase() {
        JanusSipPlugin sip = sip();
        List<SipEvent.Refused> refusals = new ArrayList<>();
        sip.on(SipEvent.Refused.class, refusals::add);
        refused(sip.call("sip:b@b", OFFER));
        assertThat(refusals).hasSize(1);
    }
}
