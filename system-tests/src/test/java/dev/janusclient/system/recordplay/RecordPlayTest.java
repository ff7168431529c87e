// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.recordplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.recordplay.RecordPlayReply;
import dev.janusclient.plugin.recordplay.RecordPlayRequest;
import dev.janusclient.plugin.recordplay.RecordPlayState;
import dev.janusclient.plugin.recordplay.RecordPlayState.Activity;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The record and play plugin of a real Janus. */
class RecordPlayTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("recordplay").reclaimSessionTimeout(20));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    /** Records a second of a tone, and of video if that is asked for. */
    private long record(JanusRecordPlayPlugin recordplay, RecordPlayRequest.Recording recording, OfferOptions media) {
        JanusPeer peer = stage.peer();
        RecordPlayEvent.Recording begun = stage.done(recordplay.record(recording, stage.done(peer.offer(media))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(begun.jsep())));
        stage.done(peer.connected());
        stage.done(peer.audio().sendTone(440));
        peer.video().sendTestVideo();
        long before = stage.done(peer.stats()).audio().packetsSent();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> stage.done(peer.stats()).audio().packetsSent() > before + 75);
        assertThat(recordplay.state().activity()).isEqualTo(Activity.RECORDING);
        assertThat(stage.done(recordplay.pause())).isEqualTo(paused(begun.id()));
        assertThat(recordplay.state().paused()).isTrue();
        assertThat(stage.done(recordplay.resume())).isInstanceOf(RecordPlayEvent.Resumed.class);
        RecordPlayEvent.Stopped stopped = stage.done(recordplay.stop());
        assertThat(stopped.id()).isEqualTo(begun.id());
        peer.close();
        return begun.id();
    }

    private static RecordPlayEvent.Paused paused(long id) {
        return new RecordPlayEvent.Paused(id, Map.of());
    }

    private static RecordPlayRequest.Recording named(String name) {
        return RecordPlayRequest.Recording.builder().name(name).build();
    }

    private JanusPeer play(JanusRecordPlayPlugin recordplay, long id) {
        RecordPlayEvent.PlayReply reply = stage.done(recordplay.play(id));
        assertThat(reply).isInstanceOf(RecordPlayEvent.Preparing.class);
        return start(recordplay);
    }

    private JanusPeer start(JanusRecordPlayPlugin recordplay) {
        JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
        Jsep offer = recordplay.offer().orElseThrow();
        stage.done(recordplay.start(stage.done(peer.answer(offer))));
        stage.done(peer.connected());
        return peer;
    }

    @Test
    void whatIsRecordedIsListedAndPlayed() {
        JanusRecordPlayPlugin recordplay = stage.attach(JanusRecordPlayPlugin.TYPE);
        RecordPlayReply.Configured configured = stage.done(recordplay.configure(RecordPlayRequest.Configure.builder()
                .videoBitrateMax(256_000)
                .videoKeyframeInterval(2_000)
                .build()));
        assertThat(configured.settings().videoBitrateMax()).isEqualTo(256_000);
        assertThat(configured.settings().videoKeyframeInterval()).isEqualTo(2_000);

        long id = record(
                recordplay,
                RecordPlayRequest.Recording.builder()
                        .name("with everything")
                        .id(4711L)
                        .filename("everything")
                        .audiocodec("opus")
                        .videocodec("vp8")
                        .textdata(false)
                        .opusred(false)
                        .build(),
                OfferOptions.audioAndVideo());
        assertThat(id).isEqualTo(4711);
        assertThat(recordplay.state()).isEqualTo(RecordPlayState.IDLE);
        stage.done(recordplay.update());
        RecordPlayReply.Recording listed = stage.done(recordplay.list()).list().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow();
        assertThat(listed.name()).isEqualTo("with everything");
        assertThat(listed.audioCodec()).isEqualTo("opus");
        assertThat(listed.videoCodec()).isEqualTo("vp8");

        JanusRecordPlayPlugin player = stage.attach(JanusRecordPlayPlugin.TYPE);
        HandleEvents events = stage.listen(player);
        JanusPeer peer = play(player, id);
        stage.done(peer.receivedAudio().hears(440));
        stage.done(peer.receivedVideo().receives(5, Duration.ofSeconds(10)));
        events.await(RecordPlayEvent.Done.class);
        assertThat(player.state()).isEqualTo(RecordPlayState.IDLE);
    }

    @Test
    void aPlayingIsRenegotiatedStoppedAndTakenOver() {
        JanusRecordPlayPlugin recorder = stage.attach(JanusRecordPlayPlugin.TYPE);
        long id = record(recorder, named("short"), OfferOptions.audioOnly());
        JanusRecordPlayPlugin player = stage.attach(JanusRecordPlayPlugin.TYPE);
        JanusPeer peer = play(player, id);
        RecordPlayEvent.PlayReply restarting = stage.done(player.play(
                RecordPlayRequest.Play.builder().id(id).restart(true).build()));
        assertThat(restarting).isInstanceOf(RecordPlayEvent.Restarting.class);
        stage.done(player.start(stage.done(peer.answer(player.offer().orElseThrow()))));
        stage.done(player.stop());
        assertThat(player.state()).isEqualTo(RecordPlayState.IDLE);

        JanusRecordPlayPlugin waiting = stage.attach(JanusRecordPlayPlugin.TYPE);
        stage.done(waiting.play(id));
        JanusRecordPlayPlugin taken = stage.takeOver(JanusRecordPlayPlugin.TYPE, waiting);
        assertThat(taken.state()).isEqualTo(waiting.state());
        assertThat(taken.state().recording()).isEqualTo(id);
        stage.done(start(taken).receivedAudio().hears(440));

        // What plays already needs a new PeerConnection, and a new handle: the end of the old playing may end a new
        // one.
        JanusRecordPlayPlugin old = stage.takeOver(JanusRecordPlayPlugin.TYPE, taken);
        assertThat(old.state().activity()).isEqualTo(Activity.PLAYING);
        HandleEvents events = stage.listen(old);
        stage.done(old.hangup());
        events.await(RecordPlayEvent.Done.class);
        assertThat(old.state()).isEqualTo(RecordPlayState.IDLE);
        stage.done(play(stage.attach(JanusRecordPlayPlugin.TYPE), id)
                .receivedAudio()
                .hears(440));
    }

    @Test
    void aRecordingEndsWithItsPeerConnection() {
        JanusRecordPlayPlugin recordplay = stage.attach(JanusRecordPlayPlugin.TYPE);
        HandleEvents events = stage.listen(recordplay);
        JanusPeer peer = stage.peer();
        RecordPlayEvent.Recording begun =
                stage.done(recordplay.record("cut off", stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(begun.jsep())));
        stage.done(peer.connected());
        Jsep again = stage.done(peer.offer(OfferOptions.audioOnly().restartingIce()));
        RecordPlayEvent.Recording updated = stage.done(recordplay.record(
                RecordPlayRequest.Recording.builder()
                        .name("cut off")
                        .update(true)
                        .build(),
                again));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(updated.jsep())));
        stage.done(recordplay.hangup());
        events.await(RecordPlayEvent.Done.class);
        assertThat(recordplay.state()).isEqualTo(RecordPlayState.IDLE);
    }

    @Test
    void nothingIsPausedResumedOrStoppedWhereNothingIs() {
        JanusRecordPlayPlugin recordplay = stage.attach(JanusRecordPlayPlugin.TYPE);
        assertThat(stage.done(recordplay.pause())).isInstanceOf(RecordPlayEvent.Unchanged.class);
        assertThat(stage.done(recordplay.resume())).isInstanceOf(RecordPlayEvent.Unchanged.class);
        assertThat(stage.done(recordplay.stop()).id()).isNull();
    }

    @Test
    void whatCanNotBeIsRefused() {
        JanusRecordPlayPlugin recordplay = stage.attach(JanusRecordPlayPlugin.TYPE);
        assertThat(stage.refusal(recordplay.play(99_999_999L))).isEqualTo("416 NOT_FOUND");
        JanusPeer peer = stage.peer();
        Jsep offer = stage.done(peer.offer(OfferOptions.audioOnly()));
        RecordPlayRequest.Recording twice =
                RecordPlayRequest.Recording.builder().name("twice").id(7L).build();
        stage.done(recordplay.record(twice, offer));
        JanusRecordPlayPlugin second = stage.attach(JanusRecordPlayPlugin.TYPE);
        assertThat(stage.refusal(second.record(twice, offer))).isEqualTo("420 RECORDING_EXISTS");
        assertThat(stage.refusal(second.message(RawJson.of("{\"request\":\"start\"}"), null)))
                .startsWith("418");
        assertThat(stage.refusal(
                        second.message(RawJson.of("{\"request\":\"configure\",\"video-bitrate-max\":-1}"), null)))
                .startsWith("414");
        assertThat(stage.refusal(second.message(RawJson.of("{\"request\":\"levitate\"}"), null)))
                .startsWith("413");
    }

    @Test
    @UntilJanus(value = "1.3.0", reason = "newer servers have these members")
    void newerMembersAreNotSent() {
        JanusRecordPlayPlugin recordplay = stage.attach(JanusRecordPlayPlugin.TYPE);
        RecordPlayRequest.Admin admin =
                RecordPlayRequest.Admin.builder().adminKey(Secret.of("key")).build();
        stage.tooNew(recordplay.list(admin));
        stage.tooNew(recordplay.update(admin));
        stage.tooNew(recordplay.record(
                RecordPlayRequest.Recording.builder()
                        .name("private")
                        .isPrivate(true)
                        .build(),
                Jsep.offer("v=0")));
    }
}
