// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.videocall.VideoCallState.Call;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VideoCallResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusVideoCallPlugin> gap = new AfterAGap<>(janus, JanusVideoCallPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final Jsep OFFER = Jsep.offer("v=0");

    private static String known(String call) {
        return "{'username':'ann','peer':'bob','call':'" + call + "'}";
    }

    private void users(String list) {
        janus.answer(
                "message:list",
                FakeJanus.ACK,
                AfterAGap.event("janus.plugin.videocall", "{'videocall':'event','result':{'list':[" + list + "]}}"));
    }

    private Found<JanusVideoCallPlugin> byAdmin(String says, @Nullable Jsep local, boolean negotiated, String state) {
        gap.facts("{'username':'ann'," + says + "}", local, negotiated);
        Found<JanusVideoCallPlugin> found = gap.found(state, null);
        assertThat(janus.sent()).doesNotContain("message:list");
        return found;
    }

    @Test
    void aCallWithSomebodyWhoIsGoneIsOver() {
        users("'ann'");
        Found<JanusVideoCallPlugin> found = gap.found(known("INCOMING"), OFFER);
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(VideoCallEvent.Hangup.class, hangup -> assertThat(hangup.username())
                        .isNull());
        assertThat(found.handle().state()).isEqualTo(new VideoCallState("ann", null, Call.NONE, null));
    }

    @Test
    void theListOfUsersSaysNoMoreThanThat() {
        users("'ann','bob'");
        Found<JanusVideoCallPlugin> found = gap.found(known("INCOMING"), OFFER);
        assertThat(found.received()).as("the listeners asked for no list").isEmpty();
        assertThat(found.outcome().unresolved()).contains("whether the call with bob goes on");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(OFFER, "accept"));
        List<VideoCallEvent.Users> heard = new ArrayList<>();
        found.handle().on(VideoCallEvent.Users.class, heard::add);
        found.handle().list();
        assertThat(heard).hasSize(1);
    }

    @Test
    void aPeerWhoseNameIsLeftBehindIsNoCall() {
        Found<JanusVideoCallPlugin> found = byAdmin("'peer':'bob','incall':0", null, false, known("UP"));
        assertThat(found.received()).singleElement().isInstanceOf(VideoCallEvent.Hangup.class);
    }

    @Test
    void anotherCallerIsAnotherCall() {
        Found<JanusVideoCallPlugin> found = byAdmin("'peer':'carl','incall':1", OFFER, false, known("INCOMING"));
        assertThat(found.received())
                .hasExactlyElementsOfTypes(VideoCallEvent.Hangup.class, VideoCallEvent.IncomingCall.class);
        assertThat(found.handle().state()).isEqualTo(new VideoCallState("ann", "carl", Call.INCOMING, OFFER));
    }

    @Test
    void anAnswerOfThePeersIsDelivered() {
        Jsep answer = Jsep.answer("v=0");
        Found<JanusVideoCallPlugin> found = byAdmin("'peer':'bob','incall':1", answer, true, known("OUTGOING"));
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(VideoCallEvent.Accepted.class, accepted -> assertThat(accepted.jsep())
                        .isEqualTo(answer));
        assertThat(found.outcome().mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void whatTheTicketDoesNotKnowIsFound() {
        Found<JanusVideoCallPlugin> found = byAdmin("'peer':'bob','incall':1", null, false, "{'call':'NONE'}");
        assertThat(found.received())
                .hasExactlyElementsOfTypes(VideoCallEvent.Registered.class, VideoCallEvent.Calling.class);
        assertThat(found.handle().state()).isEqualTo(new VideoCallState("ann", "bob", Call.OUTGOING, null));
    }
}
