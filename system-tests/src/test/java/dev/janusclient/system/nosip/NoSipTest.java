// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.nosip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.nosip.NoSipEvent;
import dev.janusclient.plugin.nosip.NoSipRequest;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The NoSIP plugin of a real Janus, with plain RTP on the other side. */
class NoSipTest {
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("nosip"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private RtpTonePeer phone() {
        return stage.keep(new RtpTonePeer(PrivateNetwork.address(), 1000));
    }

    /** What a telephone says of itself. */
    private static String sdp(RtpTonePeer phone) {
        return "v=0\r\no=- 1 1 IN IP4 " + phone.address() + "\r\ns=-\r\nc=IN IP4 " + phone.address()
                + "\r\nt=0 0\r\nm=audio " + phone.port() + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";
    }

    private static int audioPort(String sdp) {
        Matcher port = AUDIO_PORT.matcher(sdp);
        assertThat(port.find()).as(sdp).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private void bothHearEachOther(JanusPeer peer, RtpTonePeer phone, NoSipEvent.Description janus) {
        stage.done(peer.connected());
        phone.sendTo(PrivateNetwork.address(), audioPort(janus.sdp()));
        stage.done(peer.audio().sendTone(440));
        stage.done(phone.hears(440));
        stage.done(peer.receivedAudio().hears(1000));
    }

    @Test
    void aCallOfOursIsAnsweredOverPlainRtp() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        JanusPeer peer = stage.peer();
        RtpTonePeer phone = phone();
        NoSipEvent.Description offer = stage.done(nosip.generate(stage.done(peer.offer(OfferOptions.audioOnly()))));
        assertThat(offer.type()).isEqualTo("offer");
        assertThat(offer.sdp()).contains("RTP/AVP").doesNotContain("ice-ufrag");
        NoSipEvent.Processed answer = stage.done(nosip.process(NoSipRequest.Description.answer(sdp(phone))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(answer.jsep())));
        bothHearEachOther(peer, phone, offer);

        Path recording = JANUS.server().recordings().resolve("nosip");
        NoSipRequest.Recording start = NoSipRequest.Recording.builder()
                .action(NoSipRequest.Recording.Action.START)
                .audio(true)
                .peerAudio(true)
                .filename(recording.toString())
                .build();
        stage.done(nosip.recording(start));
        await().until(() -> Files.exists(Path.of(recording + "-user-audio.mjr")));
        await().until(() -> Files.exists(Path.of(recording + "-peer-audio.mjr")));
        stage.done(nosip.recording(NoSipRequest.Recording.builder()
                .action(NoSipRequest.Recording.Action.STOP)
                .audio(true)
                .video(true)
                .peerAudio(true)
                .peerVideo(true)
                .build()));
        stage.done(nosip.hangupCall());
    }

    @Test
    @SinceJanus("1.4.0")
    void whatWeSayIsForwardedUntilThatIsStopped() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        JanusPeer peer = stage.peer();
        RtpTonePeer phone = phone();
        NoSipEvent.Description offer = stage.done(nosip.generate(stage.done(peer.offer(OfferOptions.audioOnly()))));
        NoSipEvent.Processed answer = stage.done(nosip.process(NoSipRequest.Description.answer(sdp(phone))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(answer.jsep())));
        bothHearEachOther(peer, phone, offer);

        RtpTonePeer third = phone();
        NoSipEvent.Forwarder forwarder = Objects.requireNonNull(
                        stage.done(nosip.rtpForward(NoSipRequest.RtpForward.builder()
                                        .streams(List.of(NoSipRequest.RtpForwardStream.builder()
                                                .type("audio")
                                                .host(third.address())
                                                .port(third.port())
                                                .build()))
                                        .build()))
                                .forwarders())
                .get(0);
        stage.done(third.hears(440));
        assertThat(stage.done(nosip.listForwarders()).rtpForwarders()).containsExactly(forwarder);
        stage.done(nosip.stopRtpForward(NoSipRequest.StopRtpForward.builder()
                .streamId(forwarder.streamId())
                .build()));
        assertThat(stage.done(nosip.listForwarders()).rtpForwarders()).isEmpty();
        assertThat(stage.refusal(nosip.stopRtpForward(NoSipRequest.StopRtpForward.builder()
                        .streamId(forwarder.streamId())
                        .build())))
                .isEqualTo("451 NO_SUCH_STREAM");
        assertThat(stage.refusal(nosip.message(RawJson.of("{\"request\":\"rtp_forward\",\"streams\":[]}"), null)))
                .startsWith("443");
        stage.done(nosip.hangupCall());
    }

    @Test
    @SinceJanus("1.3.1")
    void keyFramesAreAskedFor() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        stage.done(nosip.keyframe(
                NoSipRequest.Keyframe.builder().user(true).peer(true).build()));
        assertThat(stage.refusal(nosip.message(RawJson.of("{\"request\":\"keyframe\",\"user\":\"me\"}"), null)))
                .startsWith("444");
    }

    @Test
    void aCallFromPlainRtpIsAnsweredByUs() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        JanusPeer peer = stage.peer();
        RtpTonePeer phone = phone();
        NoSipEvent.Processed offer = stage.done(nosip.process(NoSipRequest.Description.offer(sdp(phone))));
        assertThat(offer.srtp()).isNull();
        NoSipEvent.Description answer = stage.done(nosip.generate(
                NoSipRequest.Generate.builder().info("a note").build(),
                stage.done(peer.answer(Objects.requireNonNull(offer.jsep())))));
        assertThat(answer.type()).isEqualTo("answer");
        bothHearEachOther(peer, phone, answer);
        stage.done(nosip.hangupCall());
    }

    @Test
    void anUpdateSaysThatItIsOne() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        JanusPeer peer = stage.peer();
        RtpTonePeer phone = phone();
        NoSipEvent.Description offer = stage.done(nosip.generate(stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(
                Objects.requireNonNull(stage.done(nosip.process(NoSipRequest.Description.answer(sdp(phone))))
                        .jsep())));
        bothHearEachOther(peer, phone, offer);

        NoSipEvent.Description changed = stage.done(nosip.generate(
                NoSipRequest.Generate.builder().update(true).build(),
                stage.done(peer.offer(OfferOptions.audioOnly()))));
        assertThat(changed.update()).isTrue();
        NoSipEvent.Processed taken = stage.done(nosip.process(NoSipRequest.Description.builder()
                .type(NoSipRequest.Description.Type.ANSWER)
                .sdp(sdp(phone))
                .update(true)
                .build()));
        assertThat(taken.update()).isTrue();
        stage.done(peer.acceptAnswer(Objects.requireNonNull(taken.jsep())));
        stage.done(phone.hears(440));
    }

    @Test
    void encryptionIsAskedForAndReported() {
        JanusNoSipPlugin caller = stage.attach(JanusNoSipPlugin.TYPE);
        JanusNoSipPlugin callee = stage.attach(JanusNoSipPlugin.TYPE);
        JanusPeer callersPeer = stage.peer();
        JanusPeer calleesPeer = stage.peer();
        NoSipRequest.Generate encrypted = NoSipRequest.Generate.builder()
                .srtp("sdes_mandatory")
                .srtpProfile("AES_CM_128_HMAC_SHA1_80")
                .build();
        NoSipEvent.Description offer =
                stage.done(caller.generate(encrypted, stage.done(callersPeer.offer(OfferOptions.audioOnly()))));
        assertThat(offer.sdp()).contains("RTP/SAVP", "a=crypto");
        NoSipEvent.Processed taken = stage.done(callee.process(NoSipRequest.Description.offer(offer.sdp())));
        assertThat(taken.srtp()).isEqualTo("sdes_mandatory");
        NoSipEvent.Description answer = stage.done(
                callee.generate(encrypted, stage.done(calleesPeer.answer(Objects.requireNonNull(taken.jsep())))));
        NoSipEvent.Processed answered = stage.done(caller.process(NoSipRequest.Description.answer(answer.sdp())));
        stage.done(callersPeer.acceptAnswer(Objects.requireNonNull(answered.jsep())));
        stage.done(callersPeer.connected());
        stage.done(calleesPeer.connected());
        stage.done(callersPeer.audio().sendTone(440));
        stage.done(calleesPeer.receivedAudio().hears(440));
    }

    @Test
    void whatCanNotBeIsRefused() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        assertThat(stage.refusal(nosip.process(NoSipRequest.Description.offer("no SDP at all"))))
                .isEqualTo("446 MISSING_SDP");
        assertThat(stage.refusal(nosip.process(NoSipRequest.Description.offer(
                        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"))))
                .isEqualTo("447 INVALID_SDP");
        assertThat(stage.refusal(nosip.process(NoSipRequest.Description.builder()
                        .type(NoSipRequest.Description.Type.OFFER)
                        .sdp(sdp(phone()))
                        .srtp("sdes_mandatory")
                        .build())))
                .isEqualTo("450 TOO_STRICT");
        assertThat(stage.refusal(
                        nosip.message(RawJson.of("{\"request\":\"recording\",\"action\":\"levitate\"}"), null)))
                .startsWith("444");
        assertThat(stage.refusal(nosip.message(RawJson.of("{\"request\":\"generate\"}"), null)))
                .startsWith("446");
        assertThat(stage.refusal(nosip.message(RawJson.of("{\"request\":\"levitate\"}"), null)))
                .startsWith("442");
    }

    @Test
    @UntilJanus(value = "1.3.0", reason = "newer servers have some of these requests")
    void newerRequestsAreNotSent() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        stage.tooNew(nosip.keyframe(NoSipRequest.Keyframe.builder().user(true).build()));
        stage.tooNew(nosip.rtpForward(NoSipRequest.RtpForward.builder()
                .streams(List.of(NoSipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("127.0.0.1")
                        .port(5000)
                        .build()))
                .build()));
        stage.tooNew(nosip.stopRtpForward(
                NoSipRequest.StopRtpForward.builder().streamId(1L).build()));
        stage.tooNew(nosip.listForwarders());
    }
}
