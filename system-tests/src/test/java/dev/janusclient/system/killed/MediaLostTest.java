// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.killed.Owner.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.nosip.NoSipEvent;
import dev.janusclient.plugin.nosip.NoSipRequest;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.recordplay.RecordPlayState;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videocall.VideoCallState;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import dev.janusclient.plugin.videoroom.VideoRoomStream;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where what was going on ends with the process that was killed: what of it is kept, and where it begins anew. The handle is
 * taken over here too; it is what tells the next owner what there was.
 */
@Timeout(60)
class MediaLostTest {
    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("nosip", "recordplay", "videocall", "videoroom");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void aSubscriberStartsOverOnANewHandle() {
        JanusVideoRoomPlugin bob = stage.attach(JanusVideoRoomPlugin.TYPE);
        JanusId room = stage.done(
                        bob.create(VideoRoomRequest.Create.builder().firFreq(1).build()))
                .room();
        HandleEvents bobIsDelivered = stage.listen(bob);
        VideoRoomPublisher publisher = stage.done(bob.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "Bob")));
        JanusPeer camera = stage.peer();
        connect(
                camera,
                stage.done(publisher.publish(stage.done(camera.offer(OfferOptions.audioAndVideo()))))
                        .jsep());
        camera.video().sendTestVideo();
        stage.done(camera.audio().sendTone(Heir.BYSTANDERS_HERTZ));
        bobIsDelivered.await(CoreEvent.WebRtcUp.class);
        OwnerProcess a = OwnerProcess.start(
                stage,
                JANUS,
                Scene.SUBSCRIBED,
                room,
                Objects.requireNonNull(bob.state().id()));

        Heir<JanusVideoRoomPlugin> b =
                a.killAndClaim(JanusVideoRoomPlugin.TYPE, MediaRecovery.RestartOnNewHandle.class);
        VideoRoomState known = b.handle.state();
        JanusId feed = Objects.requireNonNull(
                Objects.requireNonNull(known.streams()).get(0).feedId());
        VideoRoomSubscriberRequest.Join join =
                VideoRoomSubscriberRequest.Join.of(Objects.requireNonNull(known.room()), feed);
        stage.hangUp(b.handle);
        assertThat(stage.refusal(b.handle.joinAsSubscriber(join))).isEqualTo("425 ALREADY_JOINED");

        JanusVideoRoomPlugin fresh = stage.done(b.session.attach(JanusVideoRoomPlugin.TYPE));
        VideoRoomSubscriber subscriber = stage.done(fresh.joinAsSubscriber(join));
        JanusPeer screen = stage.peer(JanusPeerOptions.receiveOnly());
        stage.done(subscriber.start(stage.done(screen.answer(subscriber.offer().orElseThrow()))));
        stage.done(screen.receivedVideo().receives(10, Duration.ofSeconds(15)));
        stage.done(screen.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        assertThat(fresh.state().streams())
                .extracting(VideoRoomStream.Subscribed::feedMid)
                .isEqualTo(known.streams().stream()
                        .map(VideoRoomStream.Subscribed::feedMid)
                        .toList());
        stage.done(b.handle.detach());
        assertThat(b.attachRequests()).isEqualTo(1);
        assertThat(b.handlesAtJanus()).containsExactly(fresh.handleId());
    }

    /** A user who is registered with a name. */
    private JanusVideoCallPlugin user(String name) {
        JanusVideoCallPlugin user = stage.attach(JanusVideoCallPlugin.TYPE);
        stage.done(user.register(name));
        return user;
    }

    @Test
    void anAnsweredVideoCallEndsAndItsUserCallsBack() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.IN_A_CALL, "alice");
        a.await("registered");
        JanusVideoCallPlugin bob = user("bob");
        HandleEvents bobIsDelivered = stage.listen(bob);
        JanusPeer phone = stage.peer();
        stage.done(bob.call("alice", stage.done(phone.offer(OfferOptions.audioOnly()))));
        connect(phone, bobIsDelivered.await(VideoCallEvent.Accepted.class).jsep());
        stage.done(phone.receivedAudio().hears(Scene.HERTZ));

        Heir<JanusVideoCallPlugin> b = a.killAndClaim(JanusVideoCallPlugin.TYPE, MediaRecovery.Unrecoverable.class);
        assertThat(b.handle.state()).isEqualTo(new VideoCallState("alice", "bob", VideoCallState.Call.UP, null));
        callsBack(b, bob, bobIsDelivered, "bob");
    }

    @Test
    void aVideoCallThatRingsAtTheOtherSideEndsAndIsMadeAgain() {
        JanusVideoCallPlugin dora = user("dora");
        HandleEvents doraIsDelivered = stage.listen(dora);
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.CALLING, "carl", "dora");
        doraIsDelivered.await(VideoCallEvent.IncomingCall.class);

        Heir<JanusVideoCallPlugin> b = a.killAndClaim(JanusVideoCallPlugin.TYPE, MediaRecovery.Unrecoverable.class);
        assertThat(b.handle.state()).isEqualTo(new VideoCallState("carl", "dora", VideoCallState.Call.OUTGOING, null));
        callsBack(b, dora, doraIsDelivered, "dora");
    }

    /** The old call ends at both sides, the name stays, and a new call is made on the same handle. */
    private void callsBack(
            Heir<JanusVideoCallPlugin> b, JanusVideoCallPlugin peer, HandleEvents peerIsDelivered, String name) {
        stage.hangUp(b.handle);
        peerIsDelivered.await(VideoCallEvent.Hangup.class);
        b.events.await(VideoCallEvent.Hangup.class);
        JanusPeer ours = stage.peer();
        stage.done(b.handle.call(name, stage.done(ours.offer(OfferOptions.audioOnly()))));
        peerIsDelivered.await(VideoCallEvent.IncomingCall.class);
        JanusPeer theirs = stage.peer();
        stage.done(peer.accept(stage.done(theirs.answer(peer.offer().orElseThrow()))));
        connect(ours, b.events.await(VideoCallEvent.Accepted.class).jsep());
        stage.done(ours.audio().sendTone(Heir.HERTZ));
        stage.done(theirs.receivedAudio().hears(Heir.HERTZ));
        stage.done(theirs.audio().sendTone(Heir.BYSTANDERS_HERTZ));
        stage.done(ours.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }

    @Test
    void aRecordingIsFinishedAndAnotherBeginsOnTheSameHandle() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.RECORDING);

        Heir<JanusRecordPlayPlugin> b = a.killAndClaim(JanusRecordPlayPlugin.TYPE, MediaRecovery.Unrecoverable.class);
        assertThat(b.handle.state().activity()).isEqualTo(RecordPlayState.Activity.RECORDING);
        long first = Objects.requireNonNull(b.handle.state().recording());
        assertThat(stage.done(b.handle.stop()).id()).isEqualTo(first);
        b.events.await(CoreEvent.HangUp.class);
        long second = record(b);
        b.assertSameHandle();

        play(first, Scene.HERTZ);
        play(second, Heir.HERTZ);
    }

    private long record(Heir<JanusRecordPlayPlugin> b) {
        JanusPeer peer = stage.peer();
        RecordPlayEvent.Recording recording =
                stage.done(b.handle.record("by B", stage.done(peer.offer(OfferOptions.audioOnly()))));
        connect(peer, recording.jsep());
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        Owner.sends(peer, Duration.ofSeconds(1));
        stage.done(b.handle.stop());
        b.events.await(CoreEvent.HangUp.class);
        return recording.id();
    }

    private void play(long recording, double hertz) {
        JanusRecordPlayPlugin player = stage.attach(JanusRecordPlayPlugin.TYPE);
        stage.done(player.play(recording));
        JanusPeer listener = stage.peer(JanusPeerOptions.receiveOnly());
        stage.done(player.start(stage.done(listener.answer(player.offer().orElseThrow()))));
        stage.done(listener.receivedAudio().hears(hertz));
    }

    @Test
    void aSessionOverPlainRtpBeginsAnewOnANewHandle() {
        RtpTonePeer phone = stage.keep(new RtpTonePeer(PrivateNetwork.address(), Heir.BYSTANDERS_HERTZ));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.TALKING_OVER_RTP, Telephone.description(phone));
        phone.sendTo(PrivateNetwork.address(), Integer.parseInt(a.await("port")));
        stage.done(phone.hears(Scene.HERTZ));

        Heir<JanusNoSipPlugin> b = a.killAndClaim(JanusNoSipPlugin.TYPE, MediaRecovery.RestartOnNewHandle.class);
        JanusNoSipPlugin fresh = stage.done(b.session.attach(JanusNoSipPlugin.TYPE));
        JanusPeer peer = stage.peer();
        NoSipEvent.Description offer = stage.done(fresh.generate(stage.done(peer.offer(OfferOptions.audioOnly()))));
        NoSipEvent.Processed answer =
                stage.done(fresh.process(NoSipRequest.Description.answer(Telephone.description(phone))));
        connect(peer, answer.jsep());
        // What a re-INVITE would do: the RTP side has to be told the new port.
        phone.sendTo(PrivateNetwork.address(), Telephone.audioPort(offer.sdp()));
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        stage.done(phone.hears(Heir.HERTZ));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        stage.done(b.handle.detach());
        assertThat(b.attachRequests()).isEqualTo(1);
        assertThat(b.handlesAtJanus()).containsExactly(fresh.handleId());
    }
}
