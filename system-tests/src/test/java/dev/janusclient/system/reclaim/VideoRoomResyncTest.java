// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomOthers;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a video room handle finds out about a time in which nobody listened. */
@Timeout(60)
class VideoRoomResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("videoroom");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private Gap<JanusVideoRoomPlugin> gap;
    private JanusId room;
    private JanusVideoRoomPlugin owner;

    @BeforeEach
    void aRoom() {
        gap = new Gap<>(stage, JANUS.server(), JanusVideoRoomPlugin.TYPE);
        owner = stage.attach(JanusVideoRoomPlugin.TYPE);
        room = stage.done(owner.create(VideoRoomRequest.Create.builder()
                        .publishers(6)
                        .notifyJoining(true)
                        .build()))
                .room();
    }

    private VideoRoomPublisher joins(JanusVideoRoomPlugin handle, String name) {
        return stage.done(handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, name)));
    }

    private VideoRoomPublisher guest(String name) {
        return joins(stage.attach(JanusVideoRoomPlugin.TYPE), name);
    }

    private void publishes(VideoRoomPublisher who) {
        HandleEvents events = stage.listen(who.handle());
        JanusPeer peer = stage.peer();
        stage.done(peer.acceptAnswer(
                Objects.requireNonNull(stage.done(who.publish(stage.done(peer.offer(OfferOptions.audioOnly()))))
                        .jsep())));
        stage.done(peer.connected());
        events.await(CoreEvent.WebRtcUp.class);
    }

    private static JanusId id(VideoRoomPublisher who) {
        return Objects.requireNonNull(who.handle().state().id());
    }

    private void kicks(JanusId who) {
        stage.done(owner.kick(VideoRoomRequest.Kick.builder().room(room).id(who).build()));
    }

    @Test
    void whoCameAndWentIsFoundOut() {
        VideoRoomPublisher bob = guest("Bob");
        VideoRoomPublisher carol = guest("Carol");
        VideoRoomPublisher dave = guest("Dave");
        publishes(bob);
        publishes(carol);
        joins(gap.first, "Alice");
        JanusId bobsId = id(bob);
        JanusId carolsId = id(carol);
        JanusId davesId = id(dave);
        gap.begins();

        VideoRoomPublisher erin = guest("Erin");
        publishes(erin);
        stage.done(bob.leave());
        stage.done(carol.unpublish());
        kicks(davesId);
        await().until(() -> stage.done(owner.listParticipants(room)).participants().stream()
                .noneMatch(one -> one.id().equals(carolsId) && one.publisher()));

        Gap.Back<JanusVideoRoomPlugin> back = gap.ends();
        List<Object> replayed = back.replayed();
        assertThat(replayed).hasSize(4);
        assertThat(replayed.subList(0, 2))
                .extracting(event -> ((VideoRoomEvent.PeerLeft) event).leaving())
                .containsExactlyInAnyOrder(bobsId, davesId);
        assertThat(replayed.subList(2, 4))
                .hasOnlyElementsOfTypes(VideoRoomEvent.PeerUnpublished.class, VideoRoomEvent.Publishers.class)
                .doesNotHaveDuplicates()
                .filteredOn(VideoRoomEvent.Publishers.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    VideoRoomEvent.Publisher found =
                            ((VideoRoomEvent.Publishers) event).publishers().get(0);
                    assertThat(found.id()).isEqualTo(id(erin));
                    assertThat(found.display()).isEqualTo("Erin");
                    assertThat(found.streams()).as("no stream is made up").isEmpty();
                });
        assertThat(back.handle.state().others())
                .isEqualTo(new VideoRoomOthers(Set.of(id(erin)), Set.of(carolsId), true));
        assertThat(back.outcome.findings())
                .anyMatch(sentence -> sentence.startsWith("2 others left"))
                .contains("1 others publish now: [" + id(erin) + "]");
        assertThat(back.outcome.unresolved()).contains("which streams are published by [" + id(erin) + "]");
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        assertThat(gap.atJanus().member("id"))
                .hasToString(String.valueOf(back.handle.state().id()));
    }

    @Test
    void aPublisherThatWasThrownOutIsNotInTheRoomAnyMore() {
        joins(gap.first, "Alice");
        JanusId own = Objects.requireNonNull(gap.first.state().id());
        gap.begins();
        kicks(own);
        Gap.Back<JanusVideoRoomPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed())
                .as("kicked or gone: nobody can know")
                .singleElement()
                .isInstanceOf(VideoRoomEvent.Left.class);
        assertThat(back.handle.state()).isEqualTo(VideoRoomState.EMPTY);
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.contains("thrown out"));
        assertThat(gap.atJanus().member("room")).isNull();
    }

    @Test
    void aRoomThatWasDestroyedIsGone() {
        joins(gap.first, "Alice");
        gap.begins();
        stage.done(owner.destroy(room));
        Gap.Back<JanusVideoRoomPlugin> back = gap.ends();
        assertThat(back.replayed()).singleElement().isInstanceOf(VideoRoomEvent.Destroyed.class);
        assertThat(back.handle.state()).isEqualTo(VideoRoomState.EMPTY);
        assertThat(back.outcome.findings()).containsExactly("room " + room + " is gone");
    }

    @Test
    void aPublisherPublishesAgainOnTheSameHandle() {
        publishes(joins(gap.first, "Alice"));
        VideoRoomState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusVideoRoomPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(known);
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("publish"));
        stage.hangUp(back.handle);
        publishes(back.handle.asPublisher());
        assertThat(back.handle.state()).isEqualTo(known);
    }

    @Test
    void aTicketFromBeforeTheJoinIsBroughtUpToDate() {
        gap.ticketIsTaken();
        publishes(joins(gap.first, "Alice"));
        VideoRoomState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusVideoRoomPlugin> back = gap.endsWithAdmin();
        VideoRoomState now = back.handle.state();
        assertThat(now.role()).isEqualTo(known.role());
        assertThat(now.room()).isEqualTo(known.room());
        assertThat(now.id()).isEqualTo(known.id());
        assertThat(now.privateId()).isEqualTo(known.privateId());
        assertThat(now.display()).isEqualTo(known.display());
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("publish"));
    }

    @Test
    void aSubscriberLearnsWhatItReceivesNow() {
        VideoRoomPublisher bob = guest("Bob");
        publishes(bob);
        VideoRoomSubscriber subscriber =
                stage.done(gap.first.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, id(bob))));
        JanusPeer screen = stage.peer(JanusPeerOptions.receiveOnly());
        stage.done(subscriber.start(stage.done(screen.answer(subscriber.offer().orElseThrow()))));
        stage.done(screen.connected());
        gap.begins();
        stage.done(bob.unpublish());
        await().until(() -> gap.atJanus().member("streams").elements().stream()
                .noneMatch(stream -> stream.member("active").asString().equals("true")));
        Gap.Back<JanusVideoRoomPlugin> back = gap.endsWithAdmin();
        VideoRoomEvent.Updated updated = (VideoRoomEvent.Updated) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(VideoRoomEvent.Updated.class)
                .actual();
        assertThat(back.handle.state().streams()).isEqualTo(updated.streams());
        assertThat(updated.streams()).noneMatch(stream -> stream.active());
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnNewHandle("join"));
    }

    @Test
    void aSubscriberThatHasNotAnsweredYetStillCan() {
        VideoRoomPublisher bob = guest("Bob");
        publishes(bob);
        stage.done(gap.first.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, id(bob))));
        gap.begins();
        Gap.Back<JanusVideoRoomPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        MediaRecovery.AnswerOffer media = (MediaRecovery.AnswerOffer) assertThat(back.outcome.mediaRecovery())
                .isInstanceOf(MediaRecovery.AnswerOffer.class)
                .actual();
        assertThat(media.request()).isEqualTo("start");
        JanusPeer screen = stage.peer(JanusPeerOptions.receiveOnly());
        stage.done(back.handle.asSubscriber().start(stage.done(screen.answer(media.offer()))));
        stage.done(screen.connected());
    }
}
