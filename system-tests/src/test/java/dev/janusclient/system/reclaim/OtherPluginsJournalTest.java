// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusPlugin;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.plugin.streaming.StreamingState;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.streaming.RtspServer;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to other plugins' handles while nobody owns them is told in full, by a journal of event handlers. */
@Timeout(90)
class OtherPluginsJournalTest {
    private static final EventCollector EVENTS = EventCollector.start();

    @RegisterExtension
    static final JanusExtension JANUS = JournalGap.server(EVENTS, "streaming", "echotest", "videocall", "textroom");

    private static final EventJournal JOURNAL = JournalGap.journal(EVENTS);

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @AfterAll
    static void theCollectorIsClosed() {
        EVENTS.close();
    }

    private static void report(TestReporter reporter, JournalGap.Back<?> back) {
        reporter.publishEntry("events of the gap replayed", back.replayed().size() + " of " + back.control.size());
    }

    private void hangUpBoth(JournalGap<? extends JanusPlugin> gap) {
        try (JanusAdmin admin = JanusAdmin.create(JANUS.server().adminUri().toString(), Secret.of(JournalGap.ADMIN))) {
            for (JanusPlugin handle : List.of(gap.first, gap.control)) {
                stage.done(admin.hangupWebrtc(handle.session().id(), handle.handleId()));
            }
        }
        gap.heard().await(CoreEvent.HangUp.class);
    }

    private void watch(JanusStreamingPlugin handle, JanusId radio, HandleEvents events) {
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        Jsep offer = Objects.requireNonNull(stage.done(handle.watch(radio)).jsep());
        stage.done(handle.start(stage.done(peer.answer(offer))));
        stage.done(peer.connected());
        events.await(CoreEvent.WebRtcUp.class);
    }

    @Test
    void aMountpointThatWasDestroyedIsReplayed(TestReporter reporter) {
        JanusStreamingPlugin owner = stage.attach(JanusStreamingPlugin.TYPE);
        JanusId radio = stage
                .done(owner.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
        JournalGap<JanusStreamingPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusStreamingPlugin.TYPE);
        watch(gap.first, radio, gap.heardByFirst);
        watch(gap.control, radio, gap.heard());
        gap.begins();
        stage.done(owner.destroy(StreamingRequest.Destroy.builder().id(radio).build()));
        gap.heard().await(StreamingEvent.Stopped.class);
        gap.heard().await(CoreEvent.HangUp.class);
        JournalGap.Back<JanusStreamingPlugin> back = gap.ends();
        back.isAsTheControlReceived();
        report(reporter, back);
    }

    @Test
    void aViewerWhoWasSentAwayIsReplayed(TestReporter reporter) {
        JanusStreamingPlugin owner = stage.attach(JanusStreamingPlugin.TYPE);
        JanusId radio = stage
                .done(owner.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
        JournalGap<JanusStreamingPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusStreamingPlugin.TYPE);
        watch(gap.first, radio, gap.heardByFirst);
        watch(gap.control, radio, gap.heard());
        gap.begins();
        stage.done(
                owner.kickAll(StreamingRequest.OfMountpoint.builder().id(radio).build()));
        gap.heard().await(StreamingEvent.KickedAll.class);
        gap.heard().await(CoreEvent.HangUp.class);
        JournalGap.Back<JanusStreamingPlugin> back = gap.ends();
        back.isAsTheControlReceived();
        report(reporter, back);
    }

    @Test
    @SinceJanus("1.3.3")
    void thatAMountpointLostItsServerIsSaidAndNotReplayed() {
        RtspServer server = stage.keep(new RtspServer());
        JanusStreamingPlugin owner = stage.attach(JanusStreamingPlugin.TYPE);
        JanusId radio = stage
                .done(owner.create(StreamingMountpoint.Rtsp.builder()
                        .url(server.url())
                        .audio(true)
                        .video(false)
                        .rtspReconnectDelay(1)
                        .rtspNotifyChanges(true)
                        .build()))
                .stream()
                .id();
        JournalGap<JanusStreamingPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusStreamingPlugin.TYPE);
        stage.done(gap.first.watch(radio));
        stage.done(gap.control.watch(radio));
        gap.begins();
        gap.heard().await(StreamingEvent.RtspDisconnected.class);
        gap.heard().await(StreamingEvent.RtspReconnected.class);
        JournalGap.Back<JanusStreamingPlugin> back = gap.endsWithGap();
        assertThat(back.outcome.handles().get(0).unresolved())
                .anyMatch(sentence -> sentence.contains("lost its RTSP server"))
                .anyMatch(sentence -> sentence.contains("has its RTSP server again"));
        assertThat(back.replayed()).isEmpty();
    }

    @Test
    void thatMediaBeganIsDeliveredOnceWhoeverHearsIt() {
        JanusStreamingPlugin owner = stage.attach(JanusStreamingPlugin.TYPE);
        JanusId radio = stage
                .done(owner.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
        JournalGap<JanusStreamingPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusStreamingPlugin.TYPE);
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        Jsep offer = Objects.requireNonNull(stage.done(gap.first.watch(radio)).jsep());
        stage.done(gap.first.start(stage.done(peer.answer(offer))));
        // The PeerConnection comes up before or after the owner is gone.
        gap.begins();
        stage.done(peer.connected());
        JournalGap.Back<JanusStreamingPlugin> back = gap.ends();
        Map<String, Class<?>> once =
                Map.of("result.status=started", StreamingEvent.Started.class, "webrtcup", CoreEvent.WebRtcUp.class);
        once.forEach((tag, event) -> assertThat(back.replayed())
                .filteredOn(event::isInstance)
                .as("%s, and the first owner has heard %s", tag, gap.noted())
                .hasSize(gap.noted().contains(tag) ? 0 : 1));
        assertThat(back.handle.state().phase()).isEqualTo(StreamingState.Phase.STARTED);
    }

    @Test
    void theEndOfAnEchoIsReplayed(TestReporter reporter) {
        JournalGap<JanusEchoTestPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusEchoTestPlugin.TYPE);
        for (JanusEchoTestPlugin handle : List.of(gap.first, gap.control)) {
            JanusPeer peer = stage.peer();
            EchoTestEvent.Ok ok = stage.done(
                    handle.start(EchoTestRequest.Settings.NONE, stage.done(peer.offer(OfferOptions.audioOnly()))));
            stage.done(peer.acceptAnswer(Objects.requireNonNull(ok.jsep())));
            stage.done(peer.connected());
        }
        gap.heardByFirst.await(CoreEvent.Media.class);
        gap.heard().await(CoreEvent.Media.class);
        gap.begins();
        hangUpBoth(gap);
        JournalGap.Back<JanusEchoTestPlugin> back = gap.ends();
        back.isAsTheControlReceived();
        assertThat(back.control).hasAtLeastOneElementOfType(EchoTestEvent.Done.class);
        report(reporter, back);
    }

    @Test
    void aTextRoomsLostChannelIsReplayed(TestReporter reporter) {
        JournalGap<JanusTextRoomPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusTextRoomPlugin.TYPE);
        for (JanusTextRoomPlugin handle : List.of(gap.first, gap.control)) {
            JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
            peer.createDataChannel("JanusDataChannel");
            Jsep offer = Objects.requireNonNull(stage.done(handle.setup()).jsep());
            stage.done(handle.ack(stage.done(peer.answer(offer))));
            stage.done(peer.connected());
        }
        gap.heardByFirst.await(CoreEvent.WebRtcUp.class);
        gap.heard().await(CoreEvent.WebRtcUp.class);
        gap.begins();
        hangUpBoth(gap);
        JournalGap.Back<JanusTextRoomPlugin> back = gap.ends();
        back.isAsTheControlReceived();
        report(reporter, back);
    }

    @Test
    void callsThatCameAndWentAreReplayed(TestReporter reporter) {
        JournalGap<JanusVideoCallPlugin> gap = new JournalGap<>(stage, JOURNAL, JanusVideoCallPlugin.TYPE);
        stage.done(gap.first.register("alice"));
        stage.done(gap.control.register("wanda"));
        JanusVideoCallPlugin bob = stage.attach(JanusVideoCallPlugin.TYPE);
        JanusVideoCallPlugin eve = stage.attach(JanusVideoCallPlugin.TYPE);
        stage.done(bob.register("bob"));
        stage.done(eve.register("eve"));
        gap.begins();
        stage.done(bob.call("alice", stage.done(stage.peer().offer(OfferOptions.audioOnly()))));
        stage.done(eve.call("wanda", stage.done(stage.peer().offer(OfferOptions.audioOnly()))));
        gap.heard().await(VideoCallEvent.IncomingCall.class);
        stage.done(bob.hangupCall());
        stage.done(eve.hangupCall());
        gap.heard().await(VideoCallEvent.Hangup.class);

        JournalGap.Back<JanusVideoCallPlugin> back = gap.endsWithGap();
        assertThat(back.outcome.handles().get(0).unresolved()).containsExactly("with which words bob hung up");
        List<Object> replayed = back.replayed();
        // How often Janus repeats that a call is over depends on which of its threads was first, for each call anew.
        assertThat(replayed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(replayed.subList(1, replayed.size()))
                .allMatch(event -> event instanceof VideoCallEvent.Hangup || event instanceof CoreEvent.HangUp);
        VideoCallEvent.IncomingCall call = (VideoCallEvent.IncomingCall) replayed.get(0);
        assertThat(call.username()).isEqualTo("bob");
        assertThat(Objects.requireNonNull(call.jsep()).isOffer()).isTrue();
        assertThat(replayed.get(1)).isInstanceOf(VideoCallEvent.Hangup.class);
        assertThat(((VideoCallEvent.Hangup) replayed.get(1)).username()).isEqualTo("bob");
        assertThat(back.handle.offer()).isEmpty();
        report(reporter, back);
    }
}
