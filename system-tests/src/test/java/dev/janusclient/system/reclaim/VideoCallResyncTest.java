// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videocall.VideoCallState;
import dev.janusclient.plugin.videocall.VideoCallState.Call;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a video call handle finds out about a time in which nobody listened. */
@Timeout(60)
class VideoCallResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("videocall");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    // Names are taken for as long as their sessions live, and sessions outlive their clients here.
    private static final AtomicInteger USERS = new AtomicInteger();

    private final String alice = "alice" + USERS.incrementAndGet();
    private final String bobsName = "bob" + USERS.incrementAndGet();
    private Gap<JanusVideoCallPlugin> gap;
    private HandleEvents first;
    private JanusVideoCallPlugin bob;
    private HandleEvents bobIsDelivered;
    private JanusPeer bobsPeer;

    @BeforeEach
    void aliceAndBob() {
        gap = new Gap<>(stage, JANUS.server(), JanusVideoCallPlugin.TYPE);
        first = stage.listen(gap.first);
        stage.done(gap.first.register(alice));
        bob = stage.attach(JanusVideoCallPlugin.TYPE);
        bobIsDelivered = stage.listen(bob);
        stage.done(bob.register(bobsName));
        bobsPeer = stage.peer();
    }

    private void bobCalls() {
        stage.done(bob.call(alice, stage.done(bobsPeer.offer(OfferOptions.audioOnly()))));
    }

    private void rings() {
        bobCalls();
        first.await(VideoCallEvent.IncomingCall.class);
    }

    private void answered() {
        rings();
        JanusPeer peer = stage.peer();
        stage.done(gap.first.accept(stage.done(peer.answer(gap.first.offer().orElseThrow()))));
        stage.done(bobsPeer.acceptAnswer(Objects.requireNonNull(
                bobIsDelivered.await(VideoCallEvent.Accepted.class).jsep())));
        stage.done(peer.connected());
    }

    private void thatItIsOver(Gap.Back<JanusVideoCallPlugin> back) {
        VideoCallEvent.Hangup hangup = (VideoCallEvent.Hangup) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(VideoCallEvent.Hangup.class)
                .actual();
        assertThat(hangup.username()).as("nobody can know who ended it").isNull();
        assertThat(back.handle.state()).isEqualTo(new VideoCallState(alice, null, Call.NONE, null));
        assertThat(back.outcome.findings()).containsExactly("the call with " + bobsName + " is over");
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        await().until(() -> gap.atJanus().member("incall") == null
                || gap.atJanus().member("incall").asLong() == 0);
    }

    @Test
    void aCallThatWasGivenUpIsOver() {
        rings();
        gap.begins();
        stage.done(bob.hangupCall());
        thatItIsOver(gap.endsWithAdmin());
    }

    @Test
    void withoutTheAdminApiACallIsOverIfTheOtherPartyIsGone() {
        rings();
        gap.begins();
        stage.done(bob.detach());
        thatItIsOver(gap.ends());
    }

    @Test
    void withoutTheAdminApiNobodyKnowsMore() {
        rings();
        VideoCallState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusVideoCallPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(known);
        assertThat(back.outcome.unresolved()).contains("whether the call with " + bobsName + " goes on");
    }

    @Test
    void aCallThatCameInTheGapIsAnsweredWithTheOfferThatJanusStillHas() {
        gap.begins();
        bobCalls();
        Gap.Back<JanusVideoCallPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).singleElement().isInstanceOf(VideoCallEvent.IncomingCall.class);
        assertThat(back.outcome.findings()).containsExactly("a call of " + bobsName + " rings");
        MediaRecovery.AnswerOffer media = (MediaRecovery.AnswerOffer) assertThat(back.outcome.mediaRecovery())
                .isInstanceOf(MediaRecovery.AnswerOffer.class)
                .actual();
        JanusPeer peer = stage.peer();
        stage.done(back.handle.accept(stage.done(peer.answer(media.offer()))));
        stage.done(bobsPeer.acceptAnswer(Objects.requireNonNull(
                bobIsDelivered.await(VideoCallEvent.Accepted.class).jsep())));
        stage.done(peer.connected());
    }

    @Test
    void anAnsweredCallCanOnlyBeMadeAgain() {
        answered();
        gap.begins();
        Gap.Back<JanusVideoCallPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(new VideoCallState(alice, bobsName, Call.UP, null));
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void aTicketFromBeforeTheCallIsBroughtUpToDate() {
        gap.ticketIsTaken();
        answered();
        gap.begins();
        Gap.Back<JanusVideoCallPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).singleElement().isInstanceOf(VideoCallEvent.Accepted.class);
        assertThat(back.handle.state()).isEqualTo(new VideoCallState(alice, bobsName, Call.UP, null));
        stage.hangUp(back.handle);
        assertThat(back.handle.state().call()).as("a core hangup ends it").isEqualTo(Call.NONE);
        bobIsDelivered.await(VideoCallEvent.Hangup.class);
    }

    @Test
    void aCallOfOursThatStillRingsDoesNotComeAboutAnyMore() {
        stage.done(gap.first.call(bobsName, stage.done(stage.peer().offer(OfferOptions.audioOnly()))));
        bobIsDelivered.await(VideoCallEvent.IncomingCall.class);
        gap.begins();
        Gap.Back<JanusVideoCallPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(new VideoCallState(alice, bobsName, Call.OUTGOING, null));
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void aCallOfOursThatWasAnsweredInTheGapIsUpAndLost() {
        stage.done(gap.first.call(bobsName, stage.done(stage.peer().offer(OfferOptions.audioOnly()))));
        bobIsDelivered.await(VideoCallEvent.IncomingCall.class);
        gap.begins();
        stage.done(bob.accept(stage.done(bobsPeer.answer(bob.offer().orElseThrow()))));
        Gap.Back<JanusVideoCallPlugin> back = gap.endsWithAdmin();
        VideoCallEvent.Accepted accepted = (VideoCallEvent.Accepted) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(VideoCallEvent.Accepted.class)
                .actual();
        assertThat(Objects.requireNonNull(accepted.jsep()).isAnswer()).isTrue();
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }
}
