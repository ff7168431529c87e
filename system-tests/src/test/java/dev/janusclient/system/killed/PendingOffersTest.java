// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.killed.Owner.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.nosip.NoSipEvent;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videocall.VideoCallState;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
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
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where the process that was killed had no PeerConnection yet: the offer it has not answered travels in its ticket, and the
 * next owner answers it as if nothing had happened.
 */
@Timeout(60)
class PendingOffersTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            Heir.server("nosip", "recordplay", "streaming", "textroom", "videocall", "videoroom");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private JanusPeer receiver() {
        return stage.peer(JanusPeerOptions.receiveOnly());
    }

    @Test
    void aRingingVideoCallIsAnswered() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.RINGING, "alice");
        a.await("registered");
        JanusVideoCallPlugin bob = stage.attach(JanusVideoCallPlugin.TYPE);
        HandleEvents bobIsDelivered = stage.listen(bob);
        JanusPeer phone = stage.peer();
        stage.done(bob.register("bob"));
        stage.done(bob.call("alice", stage.done(phone.offer(OfferOptions.audioOnly()))));

        Heir<JanusVideoCallPlugin> b = a.killAndClaim(JanusVideoCallPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        assertThat(b.handle.state().call()).isEqualTo(VideoCallState.Call.INCOMING);
        assertThat(b.handle.state().peer()).isEqualTo("bob");
        JanusPeer peer = stage.peer();
        stage.done(b.handle.accept(stage.done(peer.answer(b.handle.offer().orElseThrow()))));
        connect(phone, bobIsDelivered.await(VideoCallEvent.Accepted.class).jsep());
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        stage.done(phone.audio().sendTone(Heir.BYSTANDERS_HERTZ));
        stage.done(phone.receivedAudio().hears(Heir.HERTZ));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }

    @Test
    void aMountpointsOfferIsAnswered() {
        JanusId radio = Radio.on(stage, stage.attach(JanusStreamingPlugin.TYPE), Heir.BYSTANDERS_HERTZ);
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ABOUT_TO_WATCH, radio);

        Heir<JanusStreamingPlugin> b = a.killAndClaim(JanusStreamingPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        assertThat(b.handle.state().mountpoint()).isEqualTo(radio);
        JanusPeer peer = receiver();
        stage.done(b.handle.start(stage.done(peer.answer(b.handle.offer().orElseThrow()))));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }

    @Test
    void aVideoRoomsOfferIsAnswered() {
        JanusVideoRoomPlugin bob = stage.attach(JanusVideoRoomPlugin.TYPE);
        HandleEvents bobIsDelivered = stage.listen(bob);
        JanusId room = stage.done(
                        bob.create(VideoRoomRequest.Create.builder().firFreq(1).build()))
                .room();
        VideoRoomPublisher publisher = stage.done(bob.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "Bob")));
        JanusPeer camera = stage.peer();
        connect(
                camera,
                stage.done(publisher.publish(stage.done(camera.offer(OfferOptions.audioAndVideo()))))
                        .jsep());
        camera.video().sendTestVideo();
        bobIsDelivered.await(CoreEvent.WebRtcUp.class);
        OwnerProcess a = OwnerProcess.start(
                stage,
                JANUS,
                Scene.ABOUT_TO_SUBSCRIBE,
                room,
                Objects.requireNonNull(bob.state().id()));

        Heir<JanusVideoRoomPlugin> b = a.killAndClaim(JanusVideoRoomPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        JanusPeer screen = receiver();
        stage.done(b.handle
                .asSubscriber()
                .start(stage.done(screen.answer(b.handle.asSubscriber().offer().orElseThrow()))));
        stage.done(screen.receivedVideo().receives(10, Duration.ofSeconds(15)));
        b.assertSameHandle();
    }

    @Test
    void aTextRoomsOfferIsAnswered() {
        JanusTextRoomPlugin owner = stage.attach(JanusTextRoomPlugin.TYPE);
        JanusId room = JanusId.of(17);
        stage.done(owner.create(TextRoomRequest.Create.builder().room(room).build()));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ABOUT_TO_CHAT);

        Heir<JanusTextRoomPlugin> b = a.killAndClaim(JanusTextRoomPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        JanusPeer peer = receiver();
        DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
        TextRoomChannel channel = b.handle.channel(data::send);
        data.onText(channel::receive);
        stage.done(b.handle.ack(stage.done(peer.answer(b.handle.offer().orElseThrow()))));
        stage.done(data.opened());
        stage.done(channel.join(room, "alice"));
        assertThat(stage.done(owner.listParticipants(room)).participants())
                .extracting("username")
                .containsExactly("alice");
        b.assertSameHandle();
    }

    @Test
    void aRecordingThatIsOfferedIsPlayed() {
        JanusRecordPlayPlugin recorder = stage.attach(JanusRecordPlayPlugin.TYPE);
        JanusPeer voice = stage.peer();
        RecordPlayEvent.Recording recording =
                stage.done(recorder.record("by Bob", stage.done(voice.offer(OfferOptions.audioOnly()))));
        connect(voice, recording.jsep());
        stage.done(voice.audio().sendTone(Heir.BYSTANDERS_HERTZ));
        Owner.sends(voice, Duration.ofSeconds(2));
        stage.done(recorder.stop());
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ABOUT_TO_PLAY, recording.id());

        Heir<JanusRecordPlayPlugin> b = a.killAndClaim(JanusRecordPlayPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        assertThat(b.handle.state().recording()).isEqualTo(recording.id());
        JanusPeer peer = receiver();
        stage.done(b.handle.start(stage.done(peer.answer(b.handle.offer().orElseThrow()))));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }

    @Test
    void aCallOverPlainRtpIsAnswered() {
        RtpTonePeer phone = stage.keep(new RtpTonePeer(PrivateNetwork.address(), Heir.BYSTANDERS_HERTZ));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.CALLED_OVER_RTP, Telephone.description(phone));

        Heir<JanusNoSipPlugin> b = a.killAndClaim(JanusNoSipPlugin.TYPE, MediaRecovery.AnswerOffer.class);
        JanusPeer peer = stage.peer();
        NoSipEvent.Description answer = stage.done(
                b.handle.generate(stage.done(peer.answer(b.handle.offer().orElseThrow()))));
        assertThat(b.handle.offer()).isEmpty();
        stage.done(peer.connected());
        phone.sendTo(PrivateNetwork.address(), Telephone.audioPort(answer.sdp()));
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        stage.done(phone.hears(Heir.HERTZ));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }
}
