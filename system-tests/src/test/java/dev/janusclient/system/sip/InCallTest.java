// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipRequestRecordingBuilder;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.MediaDirection;
import dev.janusclient.webrtc.OfferOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens inside an answered call, besides {@linkplain HoldTest hold} and {@linkplain TransferTest transfer}. */
@Tag("sip-tester")
class InCallTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private SipLine alice;
    private SipCaller bob;
    private JanusPeer peer;

    @BeforeEach
    void bobCallsAlice() {
        alice = fixture.registered("alice");
        bob = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        peer = fixture.peer();
    }

    @Test
    void weSendTones() {
        alice.answer(peer);
        done(alice.sip()
                .dtmfInfo(SipRequest.DtmfInfo.builder()
                        .digit("#")
                        .duration(240)
                        .headers(Map.of("X-Key", "hash"))
                        .build()));
        alice.await(SipEvent.DtmfSent.class);
        SipMessage info = received("INFO");
        assertThat(info.header("Content-Type")).isEqualTo("application/dtmf-relay");
        assertThat(info.body()).contains("Signal=#").contains("Duration=240");
        assertThat(info.header("X-Key")).isEqualTo("hash");
        refused(
                "dtmf_info",
                444,
                "INVALID_ELEMENT",
                alice.sip().dtmfInfo(SipRequest.DtmfInfo.builder().digit("12").build()));
    }

    @Test
    void theirTonesComeAsInfo() {
        alice.answer(peer);
        bob.sendDtmf('7');
        SipEvent.Info info = alice.await(SipEvent.Info.class);
        assertThat(info.sender()).isEqualTo(bob.uri("bob"));
        assertThat(info.displayname()).isEqualTo("Bob Tester");
        assertThat(info.type()).isEqualTo("application/dtmf-relay");
        assertThat(info.content()).contains("Signal=7").contains("Duration=160");
        assertThat(info.callId()).isEqualTo(alice.call().callId());
    }

    @Test
    @SinceJanus("1.2.1")
    void theirTonesComeWithTheirAudioToo() {
        RtpTonePeer phone = fixture.phone(1000);
        SipLine carol = fixture.registered("carol");
        fixture.keep(SipCaller.call(fixture.contact("carol"), SipMedia.of(phone)));
        SipEvent.IncomingCall call = carol.answer(peer);
        done(phone.firstPacket());
        phone.press(7);
        SipEvent.Dtmf tone = carol.await(SipEvent.Dtmf.class);
        assertThat(tone.signal()).isEqualTo("7");
        assertThat(tone.duration()).isEqualTo(RtpTonePeer.KEY_SAMPLES);
        assertThat(tone.sender()).isEqualTo(call.username());
        assertThat(tone.callId()).isEqualTo(call.callId());
    }

    @Test
    @SinceJanus("1.4.0")
    void whatTheySayIsForwardedUntilThatIsStopped() {
        RtpTonePeer phone = fixture.phone(1000);
        SipLine carol = fixture.registered("carol");
        fixture.keep(SipCaller.call(fixture.contact("carol"), SipMedia.of(phone)));
        carol.answer(peer);
        RtpTonePeer third = fixture.phone(700);
        SipEvent.Forwarder forwarder = Objects.requireNonNull(done(carol.sip().rtpForward(forward("peer_audio", third)))
                        .forwarders())
                .get(0);
        done(third.hears(1000));
        assertThat(done(carol.sip().listForwarders()).rtpForwarders()).containsExactly(forwarder);
        SipRequest.StopRtpForward stop = SipRequest.StopRtpForward.builder()
                .streamId(forwarder.streamId())
                .build();
        done(carol.sip().stopRtpForward(stop));
        assertThat(done(carol.sip().listForwarders()).rtpForwarders()).isEmpty();
        refused("stop_rtp_forward", 455, "NO_SUCH_STREAM", carol.sip().stopRtpForward(stop));
        refused("rtp_forward", 444, "INVALID_ELEMENT", carol.sip().rtpForward(forward("smell", third)));
    }

    private static SipRequest.RtpForward forward(String type, RtpTonePeer to) {
        return SipRequest.RtpForward.builder()
                .streams(List.of(SipRequest.RtpForwardStream.builder()
                        .type(type)
                        .host(to.address())
                        .port(to.port())
                        .build()))
                .build();
    }

    @Test
    @SinceJanus("1.3.1")
    void keyFramesAreAskedForInsideTheCallOnly() {
        SipRequest.Keyframe both =
                SipRequest.Keyframe.builder().user(true).peer(true).build();
        // Janus gives no code for a wrong state here.
        refused("keyframe", 0, "UNKNOWN", fixture.registered("carol").sip().keyframe(both));
        alice.answer(peer);
        done(alice.sip().keyframe(both));
        alice.await(SipEvent.KeyframeSent.class);
    }

    @Test
    void weSendAnInfo() {
        alice.answer(peer);
        done(alice.sip()
                .info(SipRequest.Info.builder()
                        .type("text/x-note")
                        .content("the cat")
                        .headers(Map.of("X-Note", "1"))
                        .build()));
        assertThat(alice.await(SipEvent.InfoSent.class).callId())
                .isEqualTo(alice.call().callId());
        SipMessage info = received("INFO");
        assertThat(info.header("Content-Type")).isEqualTo("text/x-note");
        assertThat(info.header("X-Note")).isEqualTo("1");
        assertThat(info.body()).isEqualTo("the cat");
    }

    @Test
    void messagesGoBothWaysInsideTheCall() {
        alice.answer(peer);
        SipEvent.MessageSent sent = done(alice.sip()
                .message(SipRequest.Message.builder()
                        .content("{\"a\":1}")
                        .contentType("application/json")
                        .headers(Map.of("X-Note", "2"))
                        .build()));
        assertThat(sent.callId()).isEqualTo(alice.call().callId());
        alice.await(SipEvent.MessageSent.class);
        SipEvent.MessageDelivery delivery = alice.await(SipEvent.MessageDelivery.class);
        assertThat(delivery.code()).isEqualTo(200);
        assertThat(delivery.callId()).isEqualTo(sent.callId());
        SipMessage message = received("MESSAGE");
        assertThat(message.body()).isEqualTo("{\"a\":1}");
        assertThat(message.header("Content-Type")).isEqualTo("application/json");
        assertThat(message.header("X-Note")).isEqualTo("2");

        bob.sendMessage("hello alice");
        SipEvent.Message heard = alice.await(SipEvent.Message.class);
        assertThat(heard.content()).isEqualTo("hello alice");
        assertThat(heard.contentType()).isEqualTo("text/plain");
        assertThat(heard.sender()).isEqualTo(bob.uri("bob"));
        assertThat(heard.callId()).isEqualTo(alice.call().callId());
    }

    @Test
    void theCallIsRecordedOnTheServer() throws IOException {
        alice.answer(peer);
        Path base = fixture.janus().recordings().resolve("call-" + bob.port());
        done(alice.sip()
                .recording(recording(SipRequest.Recording.Action.START)
                        .filename(base.toString())
                        .build()));
        alice.await(SipEvent.RecordingUpdated.class);
        done(peer.audio().sendTone(440));
        done(alice.sip().recording(recording(SipRequest.Recording.Action.STOP).build()));
        alice.await(SipEvent.RecordingUpdated.class);
        for (String side : new String[] {"-user-audio.mjr", "-peer-audio.mjr"}) {
            Path file = Path.of(base + side);
            assertThat(file).exists();
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .startsWith("MJR");
        }
    }

    @Test
    void aRecordingOfNothingIsRefused() {
        alice.answer(peer);
        refused(
                "recording",
                451,
                "RECORDING_ERROR",
                alice.sip()
                        .recording(SipRequest.Recording.builder()
                                .action(SipRequest.Recording.Action.START)
                                .audio(false)
                                .video(false)
                                .peerAudio(false)
                                .peerVideo(false)
                                .build()));
    }

    @Test
    void weChangeTheCall() {
        alice.answer(peer);
        done(alice.sip().update(done(peer.offer(OfferOptions.audioOnly().withAudio(MediaDirection.RECV_ONLY)))));
        alice.await(SipEvent.Updating.class);
        SipEvent.Accepted accepted = alice.await(SipEvent.Accepted.class);
        done(peer.acceptAnswer(Objects.requireNonNull(accepted.jsep())));
        assertThat(accepted.jsep().sdp()).contains("a=sendonly");
        assertThat(received("INVITE").body()).contains("a=recvonly");
        assertThat(alice.call().answered()).isTrue();
    }

    @Test
    void thePeersChangeIsAnsweredByUsIfWeWant() {
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        Jsep answer = done(peer.answer(Objects.requireNonNull(call.jsep())));
        done(alice.sip()
                .accept(SipRequest.Accept.builder().autoacceptReinvites(false).build(), answer));
        done(peer.connected());
        SipState answered = alice.state();
        bob.awaitAnswered();

        CompletableFuture<Void> hold = CompletableFuture.runAsync(bob::hold);
        SipEvent.UpdatingCall update = alice.await(SipEvent.UpdatingCall.class);
        assertThat(update.callId()).isEqualTo(call.callId());
        assertThat(update.username()).isEqualTo(call.username());
        Jsep offer = Objects.requireNonNull(update.jsep());
        assertThat(offer.sdp()).contains("a=sendonly");
        assertThat(alice.sip().offer()).contains(offer);
        assertThat(alice.state().call()).isEqualTo(answered.call());

        assertThat(done(alice.sip().update(done(peer.answer(offer))))).isInstanceOf(SipEvent.Updated.class);
        alice.await(SipEvent.Updated.class);
        assertThat(alice.state()).isEqualTo(answered);
        done(hold);
        assertThat(bob.messages())
                .anyMatch(message -> message.status() == 200
                        && !message.sent()
                        && message.body().contains("a=recvonly"));
    }

    @Test
    void thePeersChangeIsAnsweredByJanusOtherwise() {
        alice.answer(peer);
        bob.hold();
        bob.resume();
        assertThat(alice.received()).noneMatch(SipEvent.UpdatingCall.class::isInstance);
        alice.hangUp();
    }

    @Test
    void anUpdateWithoutACallIsRefused() {
        SipLine idle = fixture.registered("carol");
        refused("update", 447, "WRONG_STATE", idle.sip().update(done(peer.offer(OfferOptions.audioOnly()))));
    }

    @Test
    void nothingCanBeSaidBeforeTheCallIsAnswered() {
        alice.await(SipEvent.IncomingCall.class);
        // The plugin gives these refusals no number.
        refused(
                "dtmf_info",
                0,
                "UNKNOWN",
                alice.sip().dtmfInfo(SipRequest.DtmfInfo.builder().digit("1").build()));
        refused(
                "info",
                0,
                "UNKNOWN",
                alice.sip()
                        .info(SipRequest.Info.builder()
                                .type("text/plain")
                                .content("x")
                                .build()));
        refused(
                "message",
                0,
                "UNKNOWN",
                alice.sip().message(SipRequest.Message.builder().content("x").build()));
        refused(
                "recording",
                0,
                "UNKNOWN",
                alice.sip()
                        .recording(recording(SipRequest.Recording.Action.START).build()));
        assertThat(alice.await(SipEvent.Refused.class).errorCode()).isZero();
        assertThatThrownBy(() -> SipRequest.Info.builder().type("text/plain").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("content");
    }

    private SipMessage received(String method) {
        return bob.awaitMessage(message -> message.isRequest(method) && !message.sent(), TIMEOUT);
    }

    private static SipRequestRecordingBuilder recording(SipRequest.Recording.Action action) {
        return SipRequest.Recording.builder().action(action).audio(true).peerAudio(true);
    }
}
