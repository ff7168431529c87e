// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.recovery.ProbeResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandleTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private JanusSipPlugin sip;

    @BeforeEach
    void attach() {
        sip = Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
        janus.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private String sentMember(String name) {
        return String.valueOf(janus.lastFrame().json().member(name));
    }

    private void core(String members) {
        janus.push("{" + members + ",'session_id':" + sip.session().id() + ",'sender':" + sip.handleId() + "}");
    }

    @Test
    void aProbeIsAKeepaliveThatNamesTheHandle() {
        assertThat(Outcome.of(sip.probe())).isEqualTo(ProbeResult.ALIVE);
        assertThat(janus.sent()).containsExactly("keepalive");
        assertThat(janus.lastFrame().number("handle_id")).isEqualTo(sip.handleId());
    }

    @ParameterizedTest
    @CsvSource({"459, HANDLE_GONE", "458, SESSION_GONE"})
    void aProbeTellsWhatIsGone(int code, ProbeResult found) {
        janus.refuse("keepalive", code);
        assertThat(Outcome.of(sip.probe())).isEqualTo(found);
    }

    @Test
    void aProbeThatFindsOutNothingFails() {
        janus.refuse("keepalive", 403);
        failure(sip.probe(), JanusUnauthorizedException.class);
    }

    @Test
    void detachingEndsTheHandleAtJanusAndHere() {
        janus.answer("detach", FakeJanus.SUCCESS, "{'janus':'detached','session_id':$S,'sender':$H}");
        Outcome.of(sip.detach());
        assertThat(janus.sent()).containsExactly("detach");
        assertThat(sip.isAttached()).isFalse();
        assertThat(sip.session().isActive()).isTrue();
        assertThat(sip.session().ticket().handles()).isEmpty();
    }

    @Test
    void aHandleThatSomebodyElseDetachedIsNotAttachedAnyMore() {
        List<CoreEvent> received = new ArrayList<>();
        sip.on(CoreEvent.class, received::add);
        core("'janus':'detached'");
        assertThat(received).containsExactly(new CoreEvent.Detached());
        assertThat(sip.isAttached()).isFalse();
        assertThat(sip.session().isActive()).isTrue();
    }

    @Test
    void aHangUpNamesTheHandle() {
        Outcome.of(sip.hangup());
        assertThat(janus.sent()).containsExactly("hangup");
        assertThat(sip.isAttached()).isTrue();
    }

    @Test
    void candidatesGoAsJanusWantsThem() {
        IceCandidate first = new IceCandidate("candidate:1", "0", 0);
        Outcome.of(sip.trickle(first));
        assertThat(sentMember("candidate"))
                .isEqualTo("{\"candidate\":\"candidate:1\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}");
        Outcome.of(sip.trickle(List.of(first, new IceCandidate("candidate:2", null, null))));
        assertThat(sentMember("candidates"))
                .isEqualTo("[{\"candidate\":\"candidate:1\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0},"
                        + "{\"candidate\":\"candidate:2\"}]");
        Outcome.of(sip.trickleCompleted());
        assertThat(sentMember("candidate")).isEqualTo("{\"completed\":true}");
        assertThatThrownBy(() -> sip.trickle(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsOfTheCoreAreRecords() {
        List<CoreEvent> received = new ArrayList<>();
        sip.on(CoreEvent.class, received::add);
        core("'janus':'webrtcup'");
        core("'janus':'media','mid':'0','type':'audio','receiving':true");
        core("'janus':'media','type':'video','substream':2,'receiving':0,'seconds':1.0");
        core("'janus':'slowlink','mid':'0','media':'audio','uplink':1,'lost':7");
        core("'janus':'hangup','reason':'ICE failed'");
        core("'janus':'ice-failed'");
        core("'janus':'trickle','candidate':{'candidate':'candidate:1','sdpMid':'0','sdpMLineIndex':0}");
        core("'janus':'trickle','candidate':{'completed':true}");
        assertThat(received)
                .containsExactly(
                        new CoreEvent.WebRtcUp(),
                        new CoreEvent.Media("0", "audio", null, true, null),
                        new CoreEvent.Media(null, "video", 2, false, 1),
                        new CoreEvent.SlowLink("0", "audio", true, 7L, null),
                        new CoreEvent.HangUp("ICE failed"),
                        new CoreEvent.IceFailed(),
                        new CoreEvent.Trickle(new IceCandidate("candidate:1", "0", 0)),
                        new CoreEvent.Trickle(null));
        assertThat(((CoreEvent.Trickle) received.get(7)).completed()).isTrue();
    }

    @Test
    void aCoreEventThatDoesNotFitOrIsNewIsDeliveredAsUnknown() {
        List<CoreEvent> received = new ArrayList<>();
        sip.on(CoreEvent.class, received::add);
        core("'janus':'slowlink','uplink':1,'lost':'many'");
        core("'janus':'from-the-future','x':1");
        core("'janus':'media','type':'video'");
        core("'janus':'slowlink','lost':7");
        assertThat(received).hasSize(4).allSatisfy(event -> assertThat(event).isInstanceOf(CoreEvent.Unknown.class));
        assertThat(((CoreEvent.Unknown) received.get(1)).message().member("x")).hasToString("1");
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheNextEvent() {
        List<Object> heard = new ArrayList<>();
        sip.on(SipEvent.class, event -> {
            heard.add(event);
            throw new IllegalStateException("on purpose");
        });
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(2);
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void moreEventsThanTheBufferHoldsAreCounted() {
        JanusClient small = janus.client(options -> options.maxUndeliveredEvents(4));
        JanusSipPlugin other = Outcome.of(Outcome.of(small.createSession()).attach(JanusSipPlugin.TYPE));
        for (int code = 1; code <= 10; code++) {
            janus.event(other, "{'sip':'event','result':{'event':'proceeding','code':" + code + "}}");
        }
        List<Object> heard = new ArrayList<>();
        other.on(CoreEvent.EventsDropped.class, heard::add);
        other.on(SipEvent.Proceeding.class, event -> heard.add(event.code()));
        janus.listenersAreThere();
        assertThat(heard).containsExactly(new CoreEvent.EventsDropped(6), 7, 8, 9, 10);
    }

    @Test
    void aListenerMayWaitForARequestOfItsOwnHandle() {
        FakeJanus other = new FakeJanus();
        JanusClient pooled = other.poolClient(options -> {});
        JanusSipPlugin handle = Outcome.of(Outcome.of(pooled.createSession()).attach(JanusSipPlugin.TYPE));
        List<ProbeResult> found = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(20);
        handle.on(SipEvent.Ringing.class, event -> {
            found.add(handle.probe().join());
            both.countDown();
        });
        for (int i = 0; i < 20; i++) {
            other.event(handle, "{'sip':'event','result':{'event':'ringing'}}");
        }
        await().until(() -> both.getCount() == 0);
        assertThat(found).hasSize(20).containsOnly(ProbeResult.ALIVE);
        other.assertNothingLeft();
    }

    @Test
    void aMessageOfOnesOwnMayCarryAnythingAndIsAnsweredByData() {
        janus.answer(
                "message:null",
                "{'janus':'ack','transaction':'$T'}",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'data':{'n':1}}}");
        assertThat(Outcome.of(sip.message(RawJson.of("{\"n\":0}"), null))).hasToString("{\"n\":1}");
    }
}
