// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Legs in rooms that fall silent as with their process, and go on through others: in Opus, with tones. */
@Timeout(120)
class RoomLegsTest {
    private static final MediaLegOptions OPTIONS = MediaLegOptions.defaults();

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("audiobridge", "videoroom"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private MediaEngine engine() {
        return stage.keep(MediaEngine.create());
    }

    private void connect(MediaLeg leg, @Nullable Jsep answer) {
        stage.done(leg.acceptAnswer(Objects.requireNonNull(answer)));
        stage.done(leg.connected());
    }

    /** Ends an engine as its process would, and goes on with its leg. */
    private MediaLeg heir(MediaEngine dying, MediaLeg leg) {
        MediaTicket ticket = stage.done(leg.ticket());
        dying.close();
        MediaLeg heir = engine().resume(ticket, OPTIONS);
        stage.done(heir.connected());
        return heir;
    }

    private MediaLeg joinBridge(MediaEngine engine, JanusId room, String name) {
        JanusAudioBridgePlugin bridge = stage.attach(JanusAudioBridgePlugin.TYPE);
        MediaLeg leg = engine.newLeg(OPTIONS);
        Jsep offer = stage.done(leg.offer());
        connect(
                leg,
                stage.done(bridge.join(AudioBridgeMedia.Join.room(room, name), offer))
                        .jsep());
        return leg;
    }

    @Test
    void aParticipantOfAnAudioBridgeGoesOnBothWays() {
        JanusId room = stage.done(stage.attach(JanusAudioBridgePlugin.TYPE)
                        .create(AudioBridgeRequest.Create.builder()
                                .samplingRate(48_000)
                                .build()))
                .room();
        MediaEngine dying = engine();
        MediaLeg alice = joinBridge(dying, room, "Alice");
        Voice bob = new Voice(joinBridge(engine(), room, "Bob")).says(1_000);
        new Voice(alice).says(440);
        stage.done(bob.hears(440));

        Voice heir = new Voice(heir(dying, alice)).says(700);
        stage.done(bob.hears(700));
        stage.done(heir.hears(1_000));
    }

    @Test
    void aPublisherAndThenItsSubscriberGoOn() {
        JanusVideoRoomPlugin publishing = stage.attach(JanusVideoRoomPlugin.TYPE);
        JanusId room = stage.done(publishing.create(
                        VideoRoomRequest.Create.builder().publishers(2).build()))
                .room();
        MediaEngine publishers = engine();
        MediaLeg alice = publishers.newLeg(OPTIONS);
        VideoRoomPublisher publisher =
                stage.done(publishing.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "Alice")));
        CompletableFuture<CoreEvent.WebRtcUp> up = publishing.next(CoreEvent.WebRtcUp.class);
        connect(alice, stage.done(publisher.publish(stage.done(alice.offer()))).jsep());
        // A moment after the leg is connected: until then there is no such feed.
        stage.done(up);
        new Voice(alice).says(440);

        VideoRoomSubscriber subscriber = stage.done(stage.attach(JanusVideoRoomPlugin.TYPE)
                .joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(
                        room, Objects.requireNonNull(publishing.state().id()))));
        MediaEngine subscribers = engine();
        MediaLeg bob = subscribers.newLeg(OPTIONS);
        stage.done(subscriber.start(stage.done(bob.answer(subscriber.offer().orElseThrow()))));
        stage.done(bob.connected());
        Voice hearing = new Voice(bob);
        stage.done(hearing.hears(440));

        MediaLeg next = heir(publishers, alice);
        new Voice(next).says(700);
        stage.done(hearing.hears(700));
        MediaLeg listener = heir(subscribers, bob);
        stage.done(new Voice(listener).hears(700));
        assertThat(stage.done(next.stats()).handshakes()).isZero();
        assertThat(stage.done(listener.stats()).handshakes()).isZero();
    }
}
