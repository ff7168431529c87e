// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.plugin.streaming.StreamingState;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Streaming handle finds out about a time in which nobody listened. */
@Timeout(60)
class StreamingResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("streaming");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private Gap<JanusStreamingPlugin> gap;
    private JanusStreamingPlugin owner;
    private JanusId radio;

    @BeforeEach
    void aRadio() {
        gap = new Gap<>(stage, JANUS.server(), JanusStreamingPlugin.TYPE);
        owner = stage.attach(JanusStreamingPlugin.TYPE);
        radio = mountpoint();
    }

    private JanusId mountpoint() {
        return stage
                .done(owner.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
    }

    private void watches() {
        HandleEvents first = stage.listen(gap.first);
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        Jsep offer = Objects.requireNonNull(stage.done(gap.first.watch(radio)).jsep());
        stage.done(gap.first.start(stage.done(peer.answer(offer))));
        stage.done(peer.connected());
        first.await(StreamingEvent.Started.class);
    }

    private void kicksAll() {
        stage.done(
                owner.kickAll(StreamingRequest.OfMountpoint.builder().id(radio).build()));
    }

    private void destroys() {
        stage.done(owner.destroy(StreamingRequest.Destroy.builder().id(radio).build()));
    }

    @Test
    void aMountpointThatWasDestroyedIsGone() {
        watches();
        gap.begins();
        destroys();
        thatItIsGone(gap.ends());
    }

    @Test
    void aMountpointThatWasDestroyedIsGoneByTheAdminApiToo() {
        watches();
        gap.begins();
        destroys();
        thatItIsGone(gap.endsWithAdmin());
    }

    private void thatItIsGone(Gap.Back<JanusStreamingPlugin> back) {
        assertThat(back.replayed()).singleElement().isInstanceOf(StreamingEvent.Stopped.class);
        assertThat(back.handle.state()).isEqualTo(StreamingState.EMPTY);
        assertThat(back.outcome.findings()).containsExactly("mountpoint " + radio + " is gone");
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        assertThat(gap.atJanus().member("mountpoint_id")).isNull();
    }

    @Test
    void whoWasSentAwayWatchesNothing() {
        watches();
        gap.begins();
        kicksAll();
        Gap.Back<JanusStreamingPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.outcome.findings()).containsExactly("mountpoint " + radio + " is not watched any more");
        assertThat(back.handle.state()).isEqualTo(StreamingState.EMPTY);
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.contains("sent away"));
    }

    @Test
    void withoutTheAdminApiNobodyKnowsWhetherItIsWatched() {
        watches();
        gap.begins();
        kicksAll();
        Gap.Back<JanusStreamingPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.outcome.unresolved()).containsExactly("whether mountpoint " + radio + " is still watched");
    }

    @Test
    void whoWatchesWatchesAgain() {
        watches();
        StreamingState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusStreamingPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(known);
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("watch"));
        stage.hangUp(back.handle);
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        JanusId mountpoint = Objects.requireNonNull(back.handle.state().mountpoint());
        Jsep offer = Objects.requireNonNull(
                stage.begunAnew(() -> back.handle.watch(mountpoint)).jsep());
        stage.done(back.handle.start(stage.done(peer.answer(offer))));
        stage.done(peer.connected());
    }

    @Test
    void aTicketFromBeforeTheWatchIsBroughtUpToDate() {
        gap.ticketIsTaken();
        Jsep offer = Objects.requireNonNull(stage.done(gap.first.watch(radio)).jsep());
        gap.begins();
        Gap.Back<JanusStreamingPlugin> back = gap.endsWithAdmin();
        assertThat(back.handle.state()).isEqualTo(new StreamingState(radio, StreamingState.Phase.OFFERED, offer));
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        MediaRecovery.AnswerOffer media = (MediaRecovery.AnswerOffer) assertThat(back.outcome.mediaRecovery())
                .isInstanceOf(MediaRecovery.AnswerOffer.class)
                .actual();
        stage.done(back.handle.start(stage.done(peer.answer(media.offer()))));
        stage.done(peer.connected());
    }
}
