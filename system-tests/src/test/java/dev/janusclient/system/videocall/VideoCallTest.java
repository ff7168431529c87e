// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videocall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videocall.VideoCallRequest;
import dev.janusclient.plugin.videocall.VideoCallState;
import dev.janusclient.plugin.videocall.VideoCallState.Call;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The video call plugin of a real Janus, with both parties of each call. */
class VideoCallTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("videocall").reclaimSessionTimeout(20));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    /** A registered user with a peer. */
    private final class Party {
        final JanusVideoCallPlugin handle;
        final HandleEvents events;
        final JanusPeer peer;

        Party(String name) {
            handle = stage.attach(JanusVideoCallPlugin.TYPE);
            events = stage.listen(handle);
            peer = stage.peer(JanusPeerOptions.builder().sendVideo(true).build());
            assertThat(stage.done(handle.register(name)).username()).isEqualTo(name);
        }

        void call(String name, OfferOptions media) {
            assertThat(stage.done(handle.call(name, stage.done(peer.offer(media)))))
                    .isInstanceOf(VideoCallEvent.Calling.class);
        }

        void answer() {
            events.await(VideoCallEvent.IncomingCall.class);
            stage.done(handle.accept(stage.done(peer.answer(handle.offer().orElseThrow()))));
        }

        void isAnswered() {
            VideoCallEvent.Accepted accepted = events.await(VideoCallEvent.Accepted.class);
            stage.done(peer.acceptAnswer(Objects.requireNonNull(accepted.jsep())));
            stage.done(peer.connected());
        }
    }

    @Test
    void twoUsersTalkRenegotiateAndHangUp() {
        Party ann = new Party("ann");
        Party bob = new Party("bob");
        assertThat(stage.done(ann.handle.list()).list()).contains("ann", "bob");
        ann.call("bob", OfferOptions.audioAndVideo());
        assertThat(ann.handle.state()).isEqualTo(new VideoCallState("ann", "bob", Call.OUTGOING, null));
        bob.answer();
        ann.isAnswered();
        stage.done(bob.peer.connected());
        assertThat(bob.handle.state()).isEqualTo(new VideoCallState("bob", "ann", Call.UP, null));
        ann.peer.video().sendTestVideo();
        stage.done(ann.peer.audio().sendTone(440));
        stage.done(bob.peer.audio().sendTone(900));
        stage.done(bob.peer.receivedAudio().hears(440));
        stage.done(ann.peer.receivedAudio().hears(900));
        stage.done(bob.peer.receivedVideo().receives(5, Duration.ofSeconds(10)));

        Path recording = JANUS.server().recordings().resolve("ann");
        stage.done(ann.handle.set(VideoCallRequest.Settings.builder()
                .audio(true)
                .video(true)
                .bitrate(256_000)
                .record(true)
                .filename(recording.toString())
                .substream(2)
                .temporal(2)
                .fallback(250_000)
                .build()));
        await().until(() -> Files.exists(Path.of(recording + "-audio.mjr")));
        stage.done(
                ann.handle.set(VideoCallRequest.Settings.builder().record(false).build()));

        Jsep offer = stage.done(ann.peer.offer(OfferOptions.audioAndVideo().restartingIce()));
        stage.done(
                ann.handle.set(VideoCallRequest.Settings.builder().restart(true).build(), offer));
        VideoCallEvent.Update update = bob.events.await(VideoCallEvent.Update.class);
        stage.done(bob.handle.set(
                VideoCallRequest.Settings.NONE, stage.done(bob.peer.answer(Objects.requireNonNull(update.jsep())))));
        assertThat(bob.handle.offer()).isEmpty();
        VideoCallEvent.Update answered = ann.events.await(VideoCallEvent.Update.class);
        stage.done(ann.peer.acceptAnswer(Objects.requireNonNull(answered.jsep())));
        stage.done(bob.peer.receivedAudio().hears(440));

        VideoCallEvent.Hangup hangup = stage.done(bob.handle.hangupCall(
                VideoCallRequest.Hangup.builder().reason("enough").build()));
        assertThat(hangup.reason()).isEqualTo("Explicit hangup");
        // The end of the media may be noticed before the word is passed on.
        assertThat(ann.events.await(VideoCallEvent.Hangup.class).reason()).isIn("enough", "Remote WebRTC hangup");
        assertThat(ann.handle.state()).isEqualTo(new VideoCallState("ann", null, Call.NONE, null));
        assertThat(bob.handle.state().call()).isEqualTo(Call.NONE);
    }

    @Test
    void aRingingCallIsAnsweredByAnotherProcess() {
        JanusVideoCallPlugin first = stage.attach(JanusVideoCallPlugin.TYPE);
        HandleEvents firstEvents = stage.listen(first);
        stage.done(first.register("carl"));
        // The caller lives in a session of its own.
        JanusVideoCallPlugin caller =
                stage.done(stage.done(stage.newClient().createSession()).attach(JanusVideoCallPlugin.TYPE));
        HandleEvents callerEvents = stage.listen(caller);
        JanusPeer callersPeer = stage.peer();
        stage.done(caller.register("dora"));
        stage.done(caller.call("carl", stage.done(callersPeer.offer(OfferOptions.audioOnly()))));
        firstEvents.await(VideoCallEvent.IncomingCall.class);

        JanusVideoCallPlugin second = stage.takeOver(JanusVideoCallPlugin.TYPE, first);
        assertThat(second.state()).isEqualTo(first.state());
        assertThat(second.state().call()).isEqualTo(Call.INCOMING);
        JanusPeer peer = stage.peer();
        stage.done(second.accept(stage.done(peer.answer(second.offer().orElseThrow()))));
        VideoCallEvent.Accepted accepted = callerEvents.await(VideoCallEvent.Accepted.class);
        stage.done(callersPeer.acceptAnswer(Objects.requireNonNull(accepted.jsep())));
        stage.done(callersPeer.connected());
        stage.done(callersPeer.audio().sendTone(440));
        stage.done(peer.receivedAudio().hears(440));

        // A core hangup ends the call for both.
        stage.listen(second);
        stage.done(second.hangup());
        callerEvents.await(VideoCallEvent.Hangup.class);
        await().untilAsserted(() -> assertThat(second.state().call()).isEqualTo(Call.NONE));
    }

    @Test
    void whatCanNotBeIsRefused() {
        JanusVideoCallPlugin nobody = stage.attach(JanusVideoCallPlugin.TYPE);
        JanusPeer peer = stage.peer();
        Jsep offer = stage.done(peer.offer(OfferOptions.audioOnly()));
        assertThat(stage.refusal(nobody.call("erna", offer))).isEqualTo("473 REGISTER_FIRST");
        Party erna = new Party("erna");
        assertThat(stage.refusal(nobody.register("erna"))).isEqualTo("476 USERNAME_TAKEN");
        assertThat(stage.refusal(erna.handle.register("erna2"))).isEqualTo("477 ALREADY_REGISTERED");
        assertThat(stage.refusal(erna.handle.call("nobody at all", offer))).isEqualTo("478 NO_SUCH_USERNAME");
        // The refused offer is still in the way of the next one: Janus had set ICE up for it (490 otherwise).
        stage.done(erna.handle.hangup());
        assertThat(stage.refusal(erna.handle.call("erna", offer))).isEqualTo("479 USE_ECHO_TEST");
        assertThat(stage.refusal(erna.handle.message(RawJson.of("{\"request\":\"accept\"}"), null)))
                .startsWith("481");
        assertThat(stage.refusal(erna.handle.message(RawJson.of("{\"request\":\"levitate\"}"), null)))
                .startsWith("472");
        assertThat(erna.handle.state()).isEqualTo(new VideoCallState("erna", null, Call.NONE, null));
    }

    @Test
    void aBusyUserIsAnAnswer() {
        Party fred = new Party("fred");
        Party gina = new Party("gina");
        Party hugo = new Party("hugo");
        fred.call("gina", OfferOptions.audioOnly());
        gina.events.await(VideoCallEvent.IncomingCall.class);
        VideoCallEvent.CallReply reply =
                stage.done(hugo.handle.call("gina", stage.done(hugo.peer.offer(OfferOptions.audioOnly()))));
        assertThat(reply).isInstanceOfSatisfying(VideoCallEvent.Hangup.class, busy -> assertThat(busy.username())
                .isEqualTo("hugo"));
        assertThat(hugo.handle.state()).isEqualTo(new VideoCallState("hugo", null, Call.NONE, null));
        assertThat(stage.refusal(fred.handle.message(RawJson.of("{\"request\":\"call\",\"username\":\"hugo\"}"), null)))
                .startsWith("480");
        stage.done(gina.handle.hangupCall());
        fred.events.await(VideoCallEvent.Hangup.class);
    }
}
