// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.echotest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.error.JanusServerException;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The echo test plugin of a real Janus. */
class EchoTestTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("echotest").reclaimSessionTimeout(20));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private EchoTestEvent.Ok start(JanusEchoTestPlugin echo, JanusPeer peer, OfferOptions offer) {
        EchoTestEvent.Ok ok = stage.done(echo.start(stage.done(peer.offer(offer))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(ok.jsep())));
        stage.done(peer.connected());
        return ok;
    }

    @Test
    void audioVideoAndDataComeBack() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        HandleEvents events = stage.listen(echo);
        JanusPeer peer = stage.peer();
        DataChannel data = peer.createDataChannel("JanusDataChannel");
        CompletableFuture<String> text = new CompletableFuture<>();
        data.onText(text::complete);
        start(echo, peer, OfferOptions.audioAndVideo());
        peer.video().sendTestVideo();
        stage.done(peer.audio().sendTone(440));
        stage.done(peer.receivedAudio().hears(440));
        stage.done(peer.receivedVideo().receives(10, Duration.ofSeconds(10)));
        stage.done(data.opened());
        stage.done(data.send("hello"));
        assertThat(stage.done(text)).contains("hello");

        Path recording = JANUS.server().recordings().resolve("echo");
        stage.done(echo.configure(EchoTestRequest.Settings.builder()
                .bitrate(128_000)
                .record(true)
                .filename(recording.toString())
                .build()));
        await().until(() -> Files.exists(Path.of(recording + "-audio.mjr")));
        stage.done(
                echo.configure(EchoTestRequest.Settings.builder().record(false).build()));
        stage.done(echo.configure(EchoTestRequest.Settings.builder()
                .video(false)
                .substream(1)
                .temporal(1)
                .fallback(250_000)
                .audiocodec("opus")
                .videocodec("vp8")
                .videoprofile("0")
                .opusred(false)
                .minDelay(0)
                .maxDelay(100)
                .build()));
        stage.done(echo.hangup());
        events.await(EchoTestEvent.Done.class);
    }

    @Test
    void audioThatIsSwitchedOffDoesNotComeBackAndComesBackWhenSwitchedOn() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        JanusPeer peer = stage.peer();
        start(echo, peer, OfferOptions.audioOnly());
        stage.done(
                echo.configure(EchoTestRequest.Settings.builder().audio(false).build()));
        stage.done(peer.audio().sendTone(600));
        assertThat(peer.receivedAudio().hears(600, Duration.ofMillis(500)).handle((heard, why) -> why != null))
                .succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo(true);
        stage.done(echo.configure(EchoTestRequest.Settings.builder().audio(true).build()));
        stage.done(peer.receivedAudio().hears(600));
    }

    @Test
    void anotherProcessStartsTheEchoAgain() {
        JanusEchoTestPlugin first = stage.attach(JanusEchoTestPlugin.TYPE);
        start(first, stage.peer(), OfferOptions.audioOnly());
        JanusEchoTestPlugin second = stage.takeOver(JanusEchoTestPlugin.TYPE, first);
        assertThat(second.handleId()).isEqualTo(first.handleId());
        HandleEvents events = stage.listen(second);
        stage.done(second.hangup());
        events.await(EchoTestEvent.Done.class);
        JanusPeer peer = stage.peer();
        start(second, peer, OfferOptions.audioOnly());
        stage.done(peer.audio().sendTone(500));
        stage.done(peer.receivedAudio().hears(500));
    }

    @Test
    void whatCanNotBeIsRefused() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        assertThat(stage.refusal(echo.configure(EchoTestRequest.Settings.NONE))).isEqualTo("413 INVALID_ELEMENT");
        assertThat(echo.start(Jsep.offer("this is no SDP")))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(JanusServerException.class);
    }

    @Test
    @UntilJanus(value = "1.1.3", reason = "newer servers have these members")
    void newerMembersAreNotSent() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        stage.tooNew(echo.configure(EchoTestRequest.Settings.builder().svc(true).build()));
        stage.tooNew(echo.configure(
                EchoTestRequest.Settings.builder().spatialLayer(1).build()));
        stage.tooNew(echo.configure(
                EchoTestRequest.Settings.builder().temporalLayer(1).build()));
    }
}
