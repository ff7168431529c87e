// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.videocall.VideoCallState.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a video call handle remembers, and what the table can't say of the plugin. */
class JanusVideoCallPluginTest {
    private static final Jsep OFFER = Jsep.offer("v=0");
    private static final Jsep ANSWER = Jsep.answer("v=0");

    private final FakeJanus janus = new FakeJanus();
    private JanusSession session;
    private JanusVideoCallPlugin videocall;

    @BeforeEach
    void attach() {
        session = Outcome.of(janus.client().createSession());
        videocall = Outcome.of(session.attach(JanusVideoCallPlugin.TYPE));
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static String said(String result) {
        return "'plugindata':{'plugin':'janus.plugin.videocall','data':{'videocall':'event','result':" + result + "}}";
    }

    private void answers(String request, String result) {
        janus.answer(
                "message:" + request,
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T'," + said(result) + "}");
    }

    private void event(String result, String jsepType) {
        janus.push("{'janus':'event','session_id':" + session.id() + ",'sender':" + videocall.handleId() + ","
                + said(result) + ",'jsep':{'type':'" + jsepType + "','sdp':'v=0'}}");
    }

    @Test
    void theListHasNoNameAndIsKnownAllTheSame() {
        answers("list", "{'list':['ann','bob']}");
        assertThat(Outcome.of(videocall.list()).list()).containsExactly("ann", "bob");
    }

    @Test
    void aRingingCallTravelsInTheTicketAndCanBeAnswered() {
        answers("register", "{'event':'registered','username':'ann'}");
        Outcome.of(videocall.register("ann"));
        event("{'event':'incomingcall','username':'bob'}", "offer");
        HandleTicket ticket = session.handOff().handles().get(0);
        session = Outcome.of(janus.client().claimSession(session.id()));
        videocall = Outcome.of(session.attach(JanusVideoCallPlugin.TYPE, AttachOptions.from(ticket)));
        assertThat(videocall.state()).isEqualTo(new VideoCallState("ann", "bob", Call.INCOMING, OFFER));
        assertThat(videocall.offer()).contains(OFFER);
        answers("accept", "{'event':'accepted'}");
        Outcome.of(videocall.accept(ANSWER));
        assertThat(videocall.state()).isEqualTo(new VideoCallState("ann", "bob", Call.UP, null));
    }

    @Test
    void aCallOfOursIsKnownFromTheBeginning() {
        answers("call", "{'event':'calling'}");
        Outcome.of(videocall.call("bob", OFFER));
        assertThat(videocall.state()).isEqualTo(new VideoCallState(null, "bob", Call.OUTGOING, null));
        event("{'event':'accepted','username':'bob'}", "answer");
        assertThat(videocall.state().call()).isEqualTo(Call.UP);
        event("{'event':'update'}", "offer");
        assertThat(videocall.offer()).contains(OFFER);
        answers("set", "{'event':'set'}");
        Outcome.of(videocall.set(VideoCallRequest.Settings.NONE, ANSWER));
        assertThat(videocall.offer()).isEmpty();
        event("{'event':'hangup','username':'bob','reason':'bye'}", "answer");
        assertThat(videocall.state()).isEqualTo(VideoCallState.EMPTY);
    }

    @Test
    void aBusyPeerIsAnAnswerAndNoFailure() {
        answers("call", "{'event':'hangup','username':'ann','reason':'User busy'}");
        assertThat(Outcome.of(videocall.call("bob", OFFER))).isInstanceOf(VideoCallEvent.Hangup.class);
        assertThat(videocall.state()).isEqualTo(VideoCallState.EMPTY);
    }
}
