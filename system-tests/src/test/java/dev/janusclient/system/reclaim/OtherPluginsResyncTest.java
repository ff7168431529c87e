// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.nosip.NoSipRequest;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.recordplay.RecordPlayState;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomEvent;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the handles of the smaller plugins find out about a time in which nobody listened. */
@Timeout(60)
class OtherPluginsResyncTest {
    private static final JanusId ROOM = JanusId.of(17);

    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("echotest", "nosip", "recordplay", "textroom");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private JanusPeer connected(JanusPeer peer, @Nullable Jsep answer) {
        stage.done(peer.acceptAnswer(Objects.requireNonNull(answer)));
        stage.done(peer.connected());
        return peer;
    }

    private Jsep offer(JanusPeer peer) {
        return stage.done(peer.offer(OfferOptions.audioOnly()));
    }

    @Test
    void anEchoBeginsAgainOnTheSameHandle() {
        Gap<JanusEchoTestPlugin> gap = new Gap<>(stage, JANUS.server(), JanusEchoTestPlugin.TYPE);
        JanusPeer peer = stage.peer();
        connected(peer, stage.done(gap.first.start(offer(peer))).jsep());
        gap.begins();
        Gap.Back<JanusEchoTestPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("start"));
        stage.hangUp(back.handle);
        assertThat(back.handle.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        JanusPeer next = stage.peer();
        connected(next, stage.done(back.handle.start(offer(next))).jsep());
    }

    @Test
    void anEchoThatATicketDoesNotKnowOfIsFound() {
        Gap<JanusEchoTestPlugin> gap = new Gap<>(stage, JANUS.server(), JanusEchoTestPlugin.TYPE);
        gap.ticketIsTaken();
        JanusPeer peer = stage.peer();
        connected(peer, stage.done(gap.first.start(offer(peer))).jsep());
        gap.begins();
        Gap.Back<JanusEchoTestPlugin> back = gap.endsWithAdmin();
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("start"));
        assertThat(back.outcome.findings()).containsExactly("a PeerConnection was negotiated");
    }

    private Gap<JanusTextRoomPlugin> chatting(JanusTextRoomPlugin owner) {
        stage.done(owner.create(TextRoomRequest.Create.builder().room(ROOM).build()));
        Gap<JanusTextRoomPlugin> gap = new Gap<>(stage, JANUS.server(), JanusTextRoomPlugin.TYPE);
        Jsep offer = Objects.requireNonNull(stage.done(gap.first.setup()).jsep());
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
        TextRoomChannel channel = gap.first.channel(data::send);
        data.onText(channel::receive);
        stage.done(gap.first.ack(stage.done(peer.answer(offer))));
        stage.done(data.opened());
        stage.done(channel.join(ROOM, "alice"));
        return gap;
    }

    @Test
    void whoWasRemovedFromATextRoomIsNotThereAnyMore() {
        JanusTextRoomPlugin owner = stage.attach(JanusTextRoomPlugin.TYPE);
        Gap<JanusTextRoomPlugin> gap = chatting(owner);
        gap.begins();
        stage.done(owner.kick(
                TextRoomRequest.Kick.builder().room(ROOM).username("alice").build()));
        Gap.Back<JanusTextRoomPlugin> back = gap.endsWithAdmin();
        TextRoomEvent.Leave leave = (TextRoomEvent.Leave) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(TextRoomEvent.Leave.class)
                .actual();
        assertThat(leave.username()).isEqualTo("alice");
        assertThat(back.handle.state().rooms()).isEmpty();
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("restart"));
        stage.done(owner.destroy(TextRoomRequest.Destroy.builder().room(ROOM).build()));
    }

    @Test
    void aTextRoomThatWasDestroyedIsGone() {
        JanusTextRoomPlugin owner = stage.attach(JanusTextRoomPlugin.TYPE);
        Gap<JanusTextRoomPlugin> gap = chatting(owner);
        gap.begins();
        stage.done(owner.destroy(TextRoomRequest.Destroy.builder().room(ROOM).build()));
        Gap.Back<JanusTextRoomPlugin> back = gap.ends();
        assertThat(back.replayed()).singleElement().isInstanceOf(TextRoomEvent.Destroyed.class);
        assertThat(back.handle.state().rooms()).isEmpty();
    }

    @Test
    void aTextRoomWhereNothingHappenedIsJoinedAgain() {
        JanusTextRoomPlugin owner = stage.attach(JanusTextRoomPlugin.TYPE);
        Gap<JanusTextRoomPlugin> gap = chatting(owner);
        gap.begins();
        Gap.Back<JanusTextRoomPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.outcome.findings()).containsExactly("in room " + ROOM + " we still are, and 0 others");
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.startsWith("what was said"));
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("restart"));
        stage.hangUp(back.handle);
        stage.begunAnew(back.handle::restart);
        assertThat(back.handle.mediaRecovery())
                .isEqualTo(new MediaRecovery.AnswerOffer(back.handle.offer().orElseThrow(), "ack"));
        stage.done(owner.destroy(TextRoomRequest.Destroy.builder().room(ROOM).build()));
    }

    private Gap<JanusRecordPlayPlugin> recording() {
        Gap<JanusRecordPlayPlugin> gap = new Gap<>(stage, JANUS.server(), JanusRecordPlayPlugin.TYPE);
        HandleEvents first = stage.listen(gap.first);
        JanusPeer peer = stage.peer();
        connected(peer, stage.done(gap.first.record("by A", offer(peer))).jsep());
        first.await(CoreEvent.WebRtcUp.class);
        stage.done(peer.audio().sendTone(440));
        return gap;
    }

    @Test
    void aRecordingIsOver() {
        Gap<JanusRecordPlayPlugin> gap = recording();
        gap.begins();
        Gap.Back<JanusRecordPlayPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state().activity()).isEqualTo(RecordPlayState.Activity.RECORDING);
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
        assertThat(stage.done(back.handle.stop()).id())
                .isEqualTo(gap.first.state().recording());
    }

    @Test
    void aRecordingThatWasEndedMeanwhileIsSaidToBe() {
        aRecordingThatEnds(true);
    }

    @Test
    void theListTellsOfARecordingThatWasEnded() {
        aRecordingThatEnds(false);
    }

    private void aRecordingThatEnds(boolean admin) {
        Gap<JanusRecordPlayPlugin> gap = recording();
        Long id = gap.first.state().recording();
        gap.ticketIsTaken();
        HandleEvents first = stage.listen(gap.first);
        stage.done(gap.first.stop());
        first.await(CoreEvent.HangUp.class);
        gap.begins();
        Gap.Back<JanusRecordPlayPlugin> back = admin ? gap.endsWithAdmin() : gap.ends();
        RecordPlayEvent.Done done = (RecordPlayEvent.Done) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(RecordPlayEvent.Done.class)
                .actual();
        assertThat(done.id()).isEqualTo(id);
        assertThat(back.handle.state()).isEqualTo(RecordPlayState.IDLE);
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    private static String telephone(RtpTonePeer phone) {
        return "v=0\r\no=- 1 1 IN IP4 " + phone.address() + "\r\ns=-\r\nc=IN IP4 " + phone.address()
                + "\r\nt=0 0\r\nm=audio " + phone.port() + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";
    }

    @Test
    void anOfferForAPlainRtpSessionIsAnswered() {
        Gap<JanusNoSipPlugin> gap = new Gap<>(stage, JANUS.server(), JanusNoSipPlugin.TYPE);
        RtpTonePeer phone = stage.keep(new RtpTonePeer(PrivateNetwork.address(), 1000));
        stage.done(gap.first.process(NoSipRequest.Description.offer(telephone(phone))));
        gap.begins();
        Gap.Back<JanusNoSipPlugin> back = gap.endsWithAdmin();
        MediaRecovery.AnswerOffer media = (MediaRecovery.AnswerOffer) assertThat(back.outcome.mediaRecovery())
                .isInstanceOf(MediaRecovery.AnswerOffer.class)
                .actual();
        JanusPeer peer = stage.peer();
        stage.done(back.handle.generate(stage.done(peer.answer(media.offer()))));
        stage.done(peer.connected());
        assertThat(back.handle.mediaRecovery())
                .as("these media are this process's own")
                .isEqualTo(new MediaRecovery.Unaffected());
    }

    @Test
    void aPlainRtpSessionThatATicketDoesNotKnowOfIsFound() {
        Gap<JanusNoSipPlugin> gap = new Gap<>(stage, JANUS.server(), JanusNoSipPlugin.TYPE);
        gap.ticketIsTaken();
        RtpTonePeer phone = stage.keep(new RtpTonePeer(PrivateNetwork.address(), 1000));
        JanusPeer peer = stage.peer();
        stage.done(gap.first.generate(offer(peer)));
        connected(
                peer,
                stage.done(gap.first.process(NoSipRequest.Description.answer(telephone(phone))))
                        .jsep());
        gap.begins();
        Gap.Back<JanusNoSipPlugin> back = gap.endsWithAdmin();
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnNewHandle("generate"));
    }
}
