// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens in an AudioBridge room while nobody owns a session there is told in full, by a journal of event handlers. */
@Timeout(90)
class AudioBridgeJournalTest {
    private static final EventCollector EVENTS = EventCollector.start();

    @RegisterExtension
    static final JanusExtension JANUS = JournalGap.server(EVENTS, "audiobridge");

    private static final EventJournal JOURNAL = JournalGap.journal(EVENTS);

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @AfterAll
    static void theCollectorIsClosed() {
        EVENTS.close();
    }

    @Test
    void everythingThatParticipantsDoIsReplayed(TestReporter reporter) {
        JournalGap<JanusAudioBridgePlugin> gap = new JournalGap<>(stage, JOURNAL, JanusAudioBridgePlugin.TYPE);
        JanusId room = stage.done(gap.control.create(AudioBridgeRequest.Create.builder()
                        .audiolevelEvent(true)
                        .audioActivePackets(10)
                        .audioLevelAverage(60)
                        .build()))
                .room();
        stage.done(gap.first.join(room, "first"));
        stage.done(gap.control.join(room, "control"));
        gap.heardByFirst.await(AudioBridgeEvent.PeerJoined.class);

        gap.begins();
        JanusAudioBridgePlugin bob = stage.attach(JanusAudioBridgePlugin.TYPE);
        JanusPeer peer = stage.peer();
        Jsep offer = stage.done(peer.offer(OfferOptions.audioOnly()));
        AudioBridgeEvent.Joined joined = stage.done(bob.join(
                AudioBridgeMedia.Join.builder().room(room).display("bob").build(), offer));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(joined.jsep())));
        stage.done(peer.connected());
        gap.heard().await(AudioBridgeEvent.ParticipantChanged.class);
        stage.done(peer.audio().sendTone(440));
        gap.heard().await(AudioBridgeEvent.Talking.class);
        stage.done(gap.control.mute(acting(room, joined.id())));
        stage.done(gap.control.unmute(acting(room, joined.id())));
        stage.done(bob.configure(
                AudioBridgeMedia.Configure.builder().display("robert").build(), null));
        stage.done(gap.control.muteRoom(JanusAudioBridgePlugin.room(room, null)));
        stage.done(gap.control.unmuteRoom(JanusAudioBridgePlugin.room(room, null)));
        JanusAudioBridgePlugin carol = stage.attach(JanusAudioBridgePlugin.TYPE);
        JanusId kicked = stage.done(carol.join(room, "carol")).id();
        stage.done(gap.control.kick(acting(room, kicked)));
        stage.done(bob.leave());
        try (JanusClient brief = stage.newClient()) {
            JanusSession session = stage.done(brief.createSession());
            JanusId dora = stage.done(stage.done(session.attach(JanusAudioBridgePlugin.TYPE))
                            .join(room, "dora"))
                    .id();
            stage.done(session.destroy());
            gap.heard().await(AudioBridgeEvent.PeerLeft.class, left -> left.leaving()
                    .equals(dora));
        }
        stage.done(gap.control.destroy(
                AudioBridgeRequest.Destroy.builder().room(room).build()));
        gap.heard().await(AudioBridgeEvent.Destroyed.class);

        JournalGap.Back<JanusAudioBridgePlugin> back = gap.ends();
        back.isAsTheControlReceived();
        assertThat(back.control)
                .hasAtLeastOneElementOfType(AudioBridgeEvent.PeerJoined.class)
                .hasAtLeastOneElementOfType(AudioBridgeEvent.ParticipantChanged.class)
                .hasAtLeastOneElementOfType(AudioBridgeEvent.RoomMuted.class)
                .hasAtLeastOneElementOfType(AudioBridgeEvent.Kicked.class)
                .hasAtLeastOneElementOfType(AudioBridgeEvent.PeerLeft.class);
        reporter.publishEntry("events of the gap replayed", back.replayed().size() + " of " + back.control.size());
    }

    @Test
    @SinceJanus("1.2.2")
    void suspensionsOfOthersAreReplayed(TestReporter reporter) {
        JournalGap<JanusAudioBridgePlugin> gap = new JournalGap<>(stage, JOURNAL, JanusAudioBridgePlugin.TYPE);
        JanusId room = stage.done(
                        gap.control.create(AudioBridgeRequest.Create.builder().build()))
                .room();
        stage.done(gap.first.join(room, "first"));
        stage.done(gap.control.join(room, "control"));
        gap.heardByFirst.await(AudioBridgeEvent.PeerJoined.class);

        gap.begins();
        JanusAudioBridgePlugin bob = stage.attach(JanusAudioBridgePlugin.TYPE);
        JanusId id = stage.done(bob.join(room, "bob")).id();
        stage.done(gap.control.suspend(AudioBridgeRequest.Suspend.builder()
                .room(room)
                .id(id)
                .pauseEvents(true)
                .build()));
        stage.done(gap.control.mute(acting(room, id)));
        stage.done(gap.control.resume(
                AudioBridgeRequest.Resume.builder().room(room).id(id).build()));
        gap.heard().await(AudioBridgeEvent.Resumed.class);

        JournalGap.Back<JanusAudioBridgePlugin> back = gap.ends();
        back.isAsTheControlReceived();
        assertThat(back.control).hasAtLeastOneElementOfType(AudioBridgeEvent.Suspended.class);
        reporter.publishEntry("events of the gap replayed", back.replayed().size() + " of " + back.control.size());
    }

    @Test
    @SinceJanus("1.2.2")
    void ourOwnSuspensionIsReplayedAndWhatItMayHaveKeptFromUsIsSaid() {
        JournalGap<JanusAudioBridgePlugin> gap = new JournalGap<>(stage, JOURNAL, JanusAudioBridgePlugin.TYPE);
        JanusId room = stage.done(
                        gap.control.create(AudioBridgeRequest.Create.builder().build()))
                .room();
        JanusId first = stage.done(gap.first.join(room, "first")).id();
        JanusId control = stage.done(gap.control.join(room, "control")).id();
        gap.heardByFirst.await(AudioBridgeEvent.PeerJoined.class);

        gap.begins();
        stage.done(gap.control.suspend(
                AudioBridgeRequest.Suspend.builder().room(room).id(first).build()));
        gap.heard().await(AudioBridgeEvent.Suspended.class);
        stage.done(gap.control.mute(acting(room, control)));

        JournalGap.Back<JanusAudioBridgePlugin> back = gap.endsWithGap();
        assertThat(back.handle.state().suspended()).isTrue();
        assertThat(back.outcome.handles().get(0).unresolved())
                .anyMatch(sentence -> sentence.contains("while we were suspended"));
        assertThat(Objects.requireNonNull(back.handle.state().others()).muted())
                .as("found out by asking")
                .containsExactly(control);
    }

    private static AudioBridgeRequest.Participant acting(JanusId room, JanusId id) {
        return new AudioBridgeRequest.Participant(null, room, id);
    }
}
