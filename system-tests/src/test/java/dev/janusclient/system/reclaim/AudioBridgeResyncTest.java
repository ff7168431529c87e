// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeOthers;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an AudioBridge handle finds out about a time in which nobody listened. */
@Timeout(60)
class AudioBridgeResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("audiobridge");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private Gap<JanusAudioBridgePlugin> gap;
    private JanusAudioBridgePlugin owner;
    private JanusId room;

    @BeforeEach
    void aRoom() {
        gap = new Gap<>(stage, JANUS.server(), JanusAudioBridgePlugin.TYPE);
        owner = stage.attach(JanusAudioBridgePlugin.TYPE);
        room = stage.done(owner.create(AudioBridgeRequest.Create.builder().build()))
                .room();
    }

    private JanusId joins(JanusAudioBridgePlugin handle, String name) {
        return stage.done(handle.join(room, name)).id();
    }

    private JanusAudioBridgePlugin guest() {
        return stage.attach(JanusAudioBridgePlugin.TYPE);
    }

    private AudioBridgeRequest.Participant participant(JanusId id) {
        return JanusAudioBridgePlugin.participant(room, id);
    }

    /** Joins with media: without it, Janus 1.2.2 and later go on listing who was kicked. */
    private JanusId talks(JanusAudioBridgePlugin handle, String name) {
        HandleEvents events = stage.listen(handle);
        JanusPeer peer = stage.peer();
        AudioBridgeEvent.Joined joined = stage.done(
                handle.join(AudioBridgeMedia.Join.room(room, name), stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(joined.jsep())));
        stage.done(peer.connected());
        events.await(CoreEvent.WebRtcUp.class);
        return joined.id();
    }

    /** Janus says that it is done before it is. */
    private void kicks(JanusId who) {
        stage.done(owner.kick(participant(who)));
        await().until(() -> stage.done(owner.listParticipants(room)).participants().stream()
                .noneMatch(one -> one.id().equals(who)));
    }

    @Test
    void whoCameWentAndWasMutedIsFoundOut() {
        JanusAudioBridgePlugin bobs = guest();
        JanusId bob = joins(bobs, "Bob");
        JanusId carol = joins(guest(), "Carol");
        JanusId dave = talks(guest(), "Dave");
        JanusId own = joins(gap.first, "Alice");
        stage.done(gap.first.mute(false));
        gap.begins();

        stage.done(bobs.leave());
        kicks(dave);
        stage.done(owner.mute(participant(carol)));
        stage.done(owner.mute(participant(own)));
        JanusId erin = joins(guest(), "Erin");

        Gap.Back<JanusAudioBridgePlugin> back = gap.ends();
        List<Object> replayed = back.replayed();
        assertThat(replayed).hasSize(5);
        assertThat(replayed)
                .filteredOn(AudioBridgeEvent.PeerLeft.class::isInstance)
                .extracting(event -> ((AudioBridgeEvent.PeerLeft) event).leaving())
                .containsExactlyInAnyOrder(bob, dave);
        assertThat(replayed)
                .filteredOn(AudioBridgeEvent.PeerJoined.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((AudioBridgeEvent.PeerJoined) event).participants())
                        .extracting("id", "display")
                        .containsExactly(tuple(erin, "Erin")));
        assertThat(replayed)
                .filteredOn(AudioBridgeEvent.ParticipantChanged.class::isInstance)
                .extracting(event -> ((AudioBridgeEvent.ParticipantChanged) event)
                        .participants()
                        .get(0)
                        .id())
                .containsExactlyInAnyOrder(own, carol);
        AudioBridgeState now = back.handle.state();
        assertThat(now.id()).isEqualTo(own);
        assertThat(now.muted()).isTrue();
        assertThat(now.others()).isEqualTo(new AudioBridgeOthers(Set.of(carol, erin), Set.of(carol), null));
        assertThat(back.outcome.findings()).contains("we are muted", "1 others joined: [" + erin + "]");
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        assertThat(gap.atJanus().member("muted")).hasToString("true");
    }

    @Test
    void whoWasThrownOutTakesNoPartAnyMore() {
        JanusId own = talks(gap.first, "Alice");
        gap.begins();
        kicks(own);
        Gap.Back<JanusAudioBridgePlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).singleElement().isInstanceOf(AudioBridgeEvent.Left.class);
        assertThat(back.handle.state()).isEqualTo(AudioBridgeState.EMPTY);
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.contains("thrown out"));
    }

    @Test
    void aRoomThatWasDestroyedIsGone() {
        joins(gap.first, "Alice");
        gap.begins();
        stage.done(owner.destroy(AudioBridgeRequest.Destroy.builder().room(room).build()));
        Gap.Back<JanusAudioBridgePlugin> back = gap.ends();
        assertThat(back.replayed()).singleElement().isInstanceOf(AudioBridgeEvent.Destroyed.class);
        assertThat(back.handle.state()).isEqualTo(AudioBridgeState.EMPTY);
        assertThat(back.outcome.findings()).containsExactly("room " + room + " is gone");
    }

    @Test
    @UntilJanus("1.2.3")
    void whoTalksJoinsAgainWithTheSameId() {
        joinsAgain(new MediaRecovery.RestartOnHandle("join"));
    }

    @Test
    @SinceJanus(value = "1.2.4", reason = "from then on no audio flows after a second join of a handle")
    void whoTalksJoinsAgainOnANewHandleWithTheSameId() {
        joinsAgain(new MediaRecovery.RestartOnNewHandle("join"));
    }

    private void joinsAgain(MediaRecovery recovery) {
        JanusId own = talks(gap.first, "Alice");
        gap.begins();
        Gap.Back<JanusAudioBridgePlugin> back = gap.endsWithAdmin();
        assertThat(back.outcome.mediaRecovery()).isEqualTo(recovery);
        AudioBridgeState known = back.handle.state();
        assertThat(known.id()).isEqualTo(own);
        stage.hangUp(back.handle);
        JanusPeer next = stage.peer();
        AudioBridgeMedia.Join again = AudioBridgeMedia.Join.builder()
                .room(Objects.requireNonNull(known.room()))
                .id(known.id())
                .build();
        JanusAudioBridgePlugin joining = recovery instanceof MediaRecovery.RestartOnHandle
                ? back.handle
                : stage.done(back.handle.session().attach(JanusAudioBridgePlugin.TYPE));
        AudioBridgeEvent.Joined rejoined =
                stage.done(joining.join(again, stage.done(next.offer(OfferOptions.audioOnly()))));
        assertThat(rejoined.id()).isEqualTo(own);
        stage.done(next.acceptAnswer(Objects.requireNonNull(rejoined.jsep())));
        stage.done(next.connected());
        assertThat(joining.mediaRecovery()).isEqualTo(new MediaRecovery.Unaffected());
    }

    @Test
    void aTicketFromBeforeTheJoinIsBroughtUpToDate() {
        gap.ticketIsTaken();
        JanusId own = joins(gap.first, "Alice");
        gap.begins();
        Gap.Back<JanusAudioBridgePlugin> back = gap.endsWithAdmin();
        assertThat(back.handle.state().room()).isEqualTo(room);
        assertThat(back.handle.state().id()).isEqualTo(own);
        assertThat(back.handle.state().display()).isEqualTo("Alice");
    }
}
