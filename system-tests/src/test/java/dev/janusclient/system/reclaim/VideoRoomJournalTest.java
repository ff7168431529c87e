// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens in a video room while nobody owns a session there is told in full, by a journal of event handlers. */
@Timeout(90)
class VideoRoomJournalTest {
    private static final EventCollector EVENTS = EventCollector.start();

    @RegisterExtension
    static final JanusExtension JANUS = JournalGap.server(EVENTS, "videoroom");

    private static final EventJournal JOURNAL = JournalGap.journal(EVENTS);

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @AfterAll
    static void theCollectorIsClosed() {
        EVENTS.close();
    }

    private JanusId room() {
        return stage.done(stage.attach(JanusVideoRoomPlugin.TYPE)
                        .create(VideoRoomRequest.Create.builder()
                                .publishers(8)
                                .notifyJoining(true)
                                .audiolevelEvent(true)
                                .audioActivePackets(10)
                                .audioLevelAverage(60)
                                .build()))
                .room();
    }

    private VideoRoomPublisher join(JanusVideoRoomPlugin handle, JanusId room, String display) {
        return stage.done(handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, display)));
    }

    private JanusPeer publish(JanusVideoRoomPlugin handle, VideoRoomPublisher publisher) {
        JanusPeer peer = stage.peer();
        HandleEvents events = stage.listen(handle);
        Jsep answer = stage.done(publisher.publish(stage.done(peer.offer(OfferOptions.audioOnly()))))
                .jsep();
        stage.done(peer.acceptAnswer(Objects.requireNonNull(answer)));
        stage.done(peer.connected());
        events.await(CoreEvent.WebRtcUp.class);
        return peer;
    }

    @Test
    void everythingThatParticipantsDoIsReplayed(TestReporter reporter) {
        JanusId room = room();
        JournalGap<JanusVideoRoomPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusVideoRoomPlugin.TYPE);
        join(gap.first, room, "first");
        join(gap.control, room, "control");
        gap.heardByFirst.await(VideoRoomEvent.PeerJoining.class);

        gap.begins();
        JanusVideoRoomPlugin bob = stage.attach(JanusVideoRoomPlugin.TYPE);
        VideoRoomPublisher talker = join(bob, room, "bob");
        JanusId id = Objects.requireNonNull(bob.state().id());
        JanusPeer peer = publish(bob, talker);
        stage.done(peer.audio().sendTone(440));
        gap.heard().await(VideoRoomEvent.Talking.class);
        stage.done(gap.control.moderate(new VideoRoomRequest.Moderate(room, null, id, "0", true)));
        stage.done(talker.unpublish());
        JanusVideoRoomPlugin carol = stage.attach(JanusVideoRoomPlugin.TYPE);
        join(carol, room, "carol");
        stage.done(gap.control.kick(new VideoRoomRequest.Kick(
                room, null, Objects.requireNonNull(carol.state().id()))));
        stage.done(talker.leave());
        try (JanusClient brief = stage.newClient()) {
            JanusSession session = stage.done(brief.createSession());
            JanusVideoRoomPlugin dora = stage.done(session.attach(JanusVideoRoomPlugin.TYPE));
            join(dora, room, "dora");
            stage.done(session.destroy());
        }
        gap.heard().await(VideoRoomEvent.PeerLeft.class, left -> !left.leaving().equals(id));
        stage.done(gap.control.destroy(
                VideoRoomRequest.Destroy.builder().room(room).build()));
        gap.heard().await(VideoRoomEvent.Destroyed.class);

        JournalGap.Back<JanusVideoRoomPlugin> back = gap.ends();
        back.isAsTheControlReceived();
        assertThat(back.control)
                .hasAtLeastOneElementOfType(VideoRoomEvent.PeerJoining.class)
                .hasAtLeastOneElementOfType(VideoRoomEvent.Publishers.class)
                .hasAtLeastOneElementOfType(VideoRoomEvent.Moderated.class)
                .hasAtLeastOneElementOfType(VideoRoomEvent.PeerUnpublished.class)
                .hasAtLeastOneElementOfType(VideoRoomEvent.PeerKicked.class)
                .hasAtLeastOneElementOfType(VideoRoomEvent.PeerLeft.class);
        reporter.publishEntry("events of the gap replayed", back.replayed().size() + " of " + back.control.size());
    }

    @Test
    void aSubscribersNewOffersAreReplayed(TestReporter reporter) {
        JanusId room = room();
        JanusVideoRoomPlugin ann = stage.attach(JanusVideoRoomPlugin.TYPE);
        JanusVideoRoomPlugin bob = stage.attach(JanusVideoRoomPlugin.TYPE);
        VideoRoomPublisher first = join(ann, room, "ann");
        VideoRoomPublisher second = join(bob, room, "bob");
        publish(ann, first);
        publish(bob, second);
        JournalGap<JanusVideoRoomPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusVideoRoomPlugin.TYPE);
        receive(gap.first, room, ann, bob);
        receive(gap.control, room, ann, bob);
        gap.heard().await(CoreEvent.WebRtcUp.class);
        gap.heardByFirst.await(CoreEvent.WebRtcUp.class);

        gap.begins();
        stage.done(first.unpublish());
        VideoRoomEvent.Updated updated = gap.heard().await(VideoRoomEvent.Updated.class);

        JournalGap.Back<JanusVideoRoomPlugin> back = gap.ends();
        List<Object> replayed = back.replayed();
        assertThat(replayed).hasSameSizeAs(back.control);
        assertThat(replayed)
                .filteredOn(VideoRoomEvent.Updated.class::isInstance)
                .singleElement()
                .satisfies(one -> {
                    VideoRoomEvent.Updated received = (VideoRoomEvent.Updated) one;
                    assertThat(received.room()).isEqualTo(updated.room());
                    assertThat(received.streams()).isEqualTo(updated.streams());
                    assertThat(Objects.requireNonNull(received.jsep()).isOffer())
                            .isTrue();
                    assertThat(back.handle.asSubscriber().offer()).contains(received.jsep());
                });
        reporter.publishEntry("events of the gap replayed", replayed.size() + " of " + back.control.size());
    }

    private void receive(JanusVideoRoomPlugin handle, JanusId room, JanusVideoRoomPlugin... from) {
        JanusId[] feeds = new JanusId[from.length];
        for (int i = 0; i < from.length; i++) {
            feeds[i] = Objects.requireNonNull(from[i].state().id());
        }
        VideoRoomSubscriber subscriber =
                stage.done(handle.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, feeds)));
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        stage.done(subscriber.start(stage.done(peer.answer(subscriber.offer().orElseThrow()))));
        stage.done(peer.connected());
    }
}
