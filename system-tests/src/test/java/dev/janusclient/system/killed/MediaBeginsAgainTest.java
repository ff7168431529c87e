// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.killed.Owner.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomEvent;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.textroom.TextRoomState;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where the media of the process that was killed begins again on the same handle: a core hangup, its end awaited, and the
 * plugin's own way to begin.
 */
@Timeout(60)
class MediaBeginsAgainTest {
    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("audiobridge", "echotest", "streaming", "textroom", "videoroom");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void anEchoIsStartedAgain() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ECHO);
        Heir<JanusEchoTestPlugin> b = a.killAndClaim(JanusEchoTestPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        stage.hangUp(b.handle);
        JanusPeer peer = stage.peer();
        connect(
                peer,
                stage.done(b.handle.start(stage.done(peer.offer(OfferOptions.audioOnly()))))
                        .jsep());
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        stage.done(peer.receivedAudio().hears(Heir.HERTZ));
        b.assertSameHandle();
    }

    @Test
    @UntilJanus("1.2.3")
    void aParticipantOfABridgeJoinsAgainWithItsId() {
        joinsABridgeAgain(MediaRecovery.RestartOnHandle.class);
    }

    @Test
    @SinceJanus(value = "1.2.4", reason = "from then on no audio flows after a second join of a handle")
    void aParticipantOfABridgeJoinsAgainOnANewHandleWithItsId() {
        joinsABridgeAgain(MediaRecovery.RestartOnNewHandle.class);
    }

    private void joinsABridgeAgain(Class<? extends MediaRecovery> recovery) {
        JanusAudioBridgePlugin bob = stage.attach(JanusAudioBridgePlugin.TYPE);
        HandleEvents bobIsDelivered = stage.listen(bob);
        JanusId room = stage.done(bob.create(
                        AudioBridgeRequest.Create.builder().samplingRate(16_000).build()))
                .room();
        JanusPeer bobsPeer = stage.peer();
        Jsep bobsOffer = stage.done(bobsPeer.offer(OfferOptions.audioOnly()));
        connect(
                bobsPeer,
                stage.done(bob.join(AudioBridgeMedia.Join.room(room, "Bob"), bobsOffer))
                        .jsep());
        stage.done(bobsPeer.audio().sendTone(Heir.BYSTANDERS_HERTZ));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.TALKING_IN_A_BRIDGE, room);
        stage.done(bobsPeer.receivedAudio().hears(Scene.HERTZ));

        Heir<JanusAudioBridgePlugin> b = a.killAndClaim(JanusAudioBridgePlugin.TYPE, recovery);
        AudioBridgeState known = b.handle.state();
        assertThat(known.room()).isEqualTo(room);
        JanusId id = Objects.requireNonNull(known.id());
        stage.hangUp(b.handle);
        assertThat(bobIsDelivered.await(AudioBridgeEvent.PeerLeft.class).leaving())
                .isEqualTo(id);
        AudioBridgeMedia.Join again = AudioBridgeMedia.Join.builder()
                .room(room)
                .id(id)
                .display(known.display())
                .build();
        JanusPeer peer = stage.peer();
        boolean sameHandle = recovery == MediaRecovery.RestartOnHandle.class;
        JanusAudioBridgePlugin joining =
                sameHandle ? b.handle : stage.done(b.session.attach(JanusAudioBridgePlugin.TYPE));
        AudioBridgeEvent.Joined joined =
                stage.done(joining.join(again, stage.done(peer.offer(OfferOptions.audioOnly()))));
        assertThat(joined.id()).isEqualTo(id);
        connect(peer, joined.jsep());
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        stage.done(bobsPeer.receivedAudio().hears(Heir.HERTZ));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        assertThat(joining.state().id()).isEqualTo(id);
        if (sameHandle) {
            assertThat(b.atJanus().member("id")).hasToString(id.toString());
            b.assertSameHandle();
        } else {
            stage.done(b.handle.detach());
            assertThat(b.attachRequests()).isEqualTo(1);
            assertThat(b.handlesAtJanus()).containsExactly(joining.handleId());
        }
    }

    @Test
    void aMountpointIsWatchedAgain() {
        JanusId radio = Radio.on(stage, stage.attach(JanusStreamingPlugin.TYPE), Heir.BYSTANDERS_HERTZ);
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.WATCHING, radio, Heir.BYSTANDERS_HERTZ);

        Heir<JanusStreamingPlugin> b = a.killAndClaim(JanusStreamingPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        JanusId mountpoint = Objects.requireNonNull(b.handle.state().mountpoint());
        assertThat(mountpoint).isEqualTo(radio);
        stage.hangUp(b.handle);
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        Jsep offer = Objects.requireNonNull(
                stage.begunAnew(() -> b.handle.watch(mountpoint)).jsep());
        stage.done(b.handle.start(stage.done(peer.answer(offer))));
        stage.done(peer.receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        b.assertSameHandle();
    }

    @Test
    void aPublisherPublishesAgainWithItsIds() {
        JanusVideoRoomPlugin bob = stage.attach(JanusVideoRoomPlugin.TYPE);
        HandleEvents bobIsDelivered = stage.listen(bob);
        JanusId room = stage.done(bob.create(VideoRoomRequest.Create.builder()
                        .publishers(6)
                        .firFreq(1)
                        .build()))
                .room();
        stage.done(bob.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "Bob")));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.PUBLISHING, room);
        VideoRoomEvent.Publishers published = bobIsDelivered.await(VideoRoomEvent.Publishers.class);
        JanusId alice = published.publishers().get(0).id();
        JanusVideoRoomPlugin watching = stage.attach(JanusVideoRoomPlugin.TYPE);
        HandleEvents watchingIsDelivered = stage.listen(watching);
        VideoRoomSubscriber subscriber =
                stage.done(watching.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, alice)));
        JanusPeer screen = stage.peer(JanusPeerOptions.receiveOnly());
        answer(subscriber, screen);
        stage.done(screen.receivedAudio().hears(Scene.HERTZ));
        stage.done(screen.receivedVideo().receives(10, Duration.ofSeconds(15)));

        Heir<JanusVideoRoomPlugin> b = a.killAndClaim(JanusVideoRoomPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        VideoRoomState known = b.handle.state();
        assertThat(known.id()).isEqualTo(alice);
        assertThat(known.privateId()).isNotNull();
        stage.hangUp(b.handle);
        bobIsDelivered.await(VideoRoomEvent.PeerUnpublished.class);
        JanusPeer peer = stage.peer();
        connect(
                peer,
                stage.done(b.handle.asPublisher().publish(stage.done(peer.offer(OfferOptions.audioAndVideo()))))
                        .jsep());
        peer.video().sendTestVideo();
        stage.done(peer.audio().sendTone(Heir.HERTZ));
        assertThat(bobIsDelivered.await(VideoRoomEvent.Publishers.class).publishers())
                .extracting(VideoRoomEvent.Publisher::id)
                .containsExactly(alice);
        assertThat(b.handle.state()).isEqualTo(known);
        assertThat(b.atJanus().member("private_id")).hasToString(String.valueOf(known.privateId()));

        // The subscriber keeps its handle too: it is told of the end and of nothing else, and subscribes again.
        watchingIsDelivered.await(VideoRoomEvent.Updated.class);
        answer(subscriber, screen);
        stage.done(subscriber.subscribe(VideoRoomSubscriberRequest.Subscribe.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(alice)))
                .build()));
        answer(subscriber, screen);
        stage.done(screen.receivedAudio().hears(Heir.HERTZ));
        stage.done(screen.receivedVideo().receives(10, Duration.ofSeconds(15)));
        b.assertSameHandle();
    }

    private void answer(VideoRoomSubscriber subscriber, JanusPeer peer) {
        stage.done(subscriber.start(stage.done(peer.answer(subscriber.offer().orElseThrow()))));
    }

    @Test
    void aTextRoomIsJoinedAgainOverANewDataChannel() {
        JanusId room = JanusId.of(17);
        JanusTextRoomPlugin bob = stage.attach(JanusTextRoomPlugin.TYPE);
        stage.done(bob.create(TextRoomRequest.Create.builder().room(room).build()));
        HandleEvents bobIsDelivered = stage.listen(bob);
        TextRoomChannel bobs = channel(bob, stage.done(bob.setup()));
        stage.done(bobs.join(room, "bob"));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.CHATTING, room);
        assertThat(bobIsDelivered.await(TextRoomEvent.Message.class).text()).isEqualTo("from A");

        Heir<JanusTextRoomPlugin> b = a.killAndClaim(JanusTextRoomPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        TextRoomState.Membership known = b.handle.state().rooms().get(0);
        assertThat(known.room()).isEqualTo(room);
        stage.hangUp(b.handle);
        bobIsDelivered.await(
                TextRoomEvent.Leave.class, leave -> leave.username().equals(known.username()));
        TextRoomChannel channel = channel(b.handle, stage.begunAnew(b.handle::restart));
        stage.done(channel.join(known.room(), known.username()));
        stage.done(channel.message(known.room(), "from B"));
        TextRoomEvent.Message message = bobIsDelivered.await(TextRoomEvent.Message.class);
        assertThat(message.text()).isEqualTo("from B");
        assertThat(message.from()).isEqualTo(known.username());
        stage.done(bobs.message(room, "welcome back"));
        b.events.await(TextRoomEvent.Message.class, received -> received.text().equals("welcome back"));
        b.assertSameHandle();
    }

    private TextRoomChannel channel(JanusTextRoomPlugin room, TextRoomEvent.Ok offered) {
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
        TextRoomChannel channel = room.channel(data::send);
        data.onText(channel::receive);
        stage.done(room.ack(stage.done(peer.answer(Objects.requireNonNull(offered.jsep())))));
        stage.done(data.opened());
        return channel;
    }
}
