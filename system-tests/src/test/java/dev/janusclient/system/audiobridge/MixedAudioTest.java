// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import static dev.janusclient.system.plugin.PluginLine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia.Configure;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia.Join;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.plugin.PluginFixture;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms with sound in them. */
class MixedAudioTest {
    private static final double ALICE_HERTZ = 600;
    private static final double PHONE_HERTZ = 1_100;

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("audiobridge")
            .reclaimSessionTimeout(20)
            .sessionTimeout(30)
            .set("janus.plugin.audiobridge.jcfg", "general", "local_ip", PluginFixture.ADDRESS));

    @RegisterExtension
    final PluginFixture<JanusAudioBridgePlugin> fixture =
            new PluginFixture<>(JANUS, JanusAudioBridgePlugin.TYPE, AudioBridgeEvent.class);

    private PluginLine<JanusAudioBridgePlugin> alice;
    private JanusId hall;

    @BeforeEach
    void aRoom() {
        alice = fixture.line();
        hall = done(alice.handle()
                        .create(AudioBridgeRequest.Create.builder()
                                .samplingRate(16_000)
                                .allowRtpParticipants(true)
                                .audiolevelEvent(true)
                                .audioActivePackets(10)
                                .audioLevelAverage(50)
                                .build()))
                .room();
    }

    /** Joins with an offer of a peer. */
    private JanusPeer joins(PluginLine<JanusAudioBridgePlugin> who, String name) {
        JanusPeer peer = fixture.peer();
        Jsep offer = done(peer.offer(OfferOptions.audioOnly()));
        AudioBridgeEvent.Joined joined = done(who.handle().join(Join.room(hall, name), offer));
        connect(peer, joined.jsep());
        return peer;
    }

    private static void connect(JanusPeer peer, Jsep answer) {
        done(peer.acceptAnswer(Objects.requireNonNull(answer)));
        done(peer.connected());
    }

    @Test
    void whatOneSaysTheOtherHearsUntilItIsMuted() {
        JanusPeer alicesPeer = joins(alice, "Alice");
        alice.await(CoreEvent.WebRtcUp.class);
        PluginLine<JanusAudioBridgePlugin> bob = fixture.line();
        JanusPeer bobsPeer = fixture.peer();
        JanusId id = done(bob.handle().join(hall, "Bob")).id();
        AudioBridgeEvent.Configured configured =
                done(bob.handle().configure(done(bobsPeer.offer(OfferOptions.audioOnly()))));
        connect(bobsPeer, configured.jsep());
        alice.await(AudioBridgeEvent.PeerJoined.class);
        alice.await(
                AudioBridgeEvent.ParticipantChanged.class,
                changed -> changed.participants().get(0).setup());

        done(alicesPeer.audio().sendTone(ALICE_HERTZ));
        done(bobsPeer.receivedAudio().hears(ALICE_HERTZ));
        AudioBridgeEvent.Talking talking = bob.await(AudioBridgeEvent.Talking.class);
        assertThat(talking.room()).isEqualTo(hall);
        assertThat(talking.id()).isNotEqualTo(id);
        assertThat(done(bob.handle().listParticipants(hall)).participants())
                .anyMatch(who -> Boolean.TRUE.equals(who.talking()));
        assertThat(done(alice.handle().resetDecoder()).room()).isNull();

        done(alice.handle().mute(true));
        await().untilAsserted(() ->
                assertThat(bobsPeer.receivedAudio().level()).as("what is left").isLessThan(0.01));
        done(alice.handle().mute(false));
        done(bobsPeer.receivedAudio().hears(ALICE_HERTZ));
        done(alicesPeer.audio().sendSilence());
        bob.await(AudioBridgeEvent.StoppedTalking.class);

        done(alice.handle().hangupMedia());
        alice.await(AudioBridgeEvent.HangingUp.class);
        alice.await(CoreEvent.HangUp.class);
        assertThat(bob.await(AudioBridgeEvent.PeerLeft.class).leaving()).isEqualTo(talking.id());
    }

    @Test
    void janusMakesTheOfferIfItIsAskedTo() {
        JanusPeer peer = fixture.peer();
        AudioBridgeEvent.Joined joined = done(alice.handle()
                .join(Join.builder().room(hall).generateOffer(true).build(), null));
        Jsep offer = Objects.requireNonNull(joined.jsep());
        assertThat(offer.isOffer()).isTrue();
        Jsep answer = done(peer.answer(offer));
        assertThat(done(alice.handle().configure(answer)).jsep()).isNull();
        done(peer.connected());
        AudioBridgeEvent.Configured again = done(alice.handle()
                .configure(Configure.builder().generateOffer(true).update(true).build(), null));
        Jsep secondOffer = Objects.requireNonNull(again.jsep());
        assertThat(secondOffer.isOffer()).isTrue();
        done(alice.handle().configure(done(peer.answer(secondOffer))));
    }

    @Test
    void plainRtpTakesPart() {
        JanusPeer alicesPeer = joins(alice, "Alice");
        PluginLine<JanusAudioBridgePlugin> bob = fixture.line();
        RtpTonePeer phone = fixture.phone(PHONE_HERTZ);
        AudioBridgeEvent.Joined joined = done(bob.handle()
                .join(
                        Join.builder()
                                .room(hall)
                                .display("phone")
                                .codec("pcmu")
                                .rtp(AudioBridgeMedia.RtpParticipant.builder()
                                        .ip(phone.address())
                                        .port(phone.port())
                                        .payloadType(0)
                                        .build())
                                .build(),
                        null));
        AudioBridgeEvent.RtpDetails rtp = Objects.requireNonNull(joined.rtp());
        assertThat(rtp.payloadType()).isZero();
        phone.sendTo(PluginFixture.ADDRESS, rtp.port());
        done(alicesPeer.receivedAudio().hears(PHONE_HERTZ));
        done(alicesPeer.audio().sendTone(ALICE_HERTZ));
        done(phone.hears(ALICE_HERTZ));
        PluginLine.refused(
                "join",
                489,
                "UNAUTHORIZED",
                fixture.line()
                        .handle()
                        .join(
                                Join.builder()
                                        .room(done(bob.handle()
                                                        .create(AudioBridgeRequest.Create.builder()
                                                                .build()))
                                                .room())
                                        .rtp(AudioBridgeMedia.RtpParticipant.builder()
                                                .build())
                                        .build(),
                                null));
    }

    @Test
    void theMixIsForwardedAndRecordedAndAFileIsPlayedToTheRoom() throws IOException {
        JanusPeer alicesPeer = joins(alice, "Alice");
        JanusAudioBridgePlugin handle = alice.handle();
        Path folder = fixture.janus().recordings();
        done(handle.enableRecording(AudioBridgeRequest.EnableRecording.builder()
                .room(hall)
                .record(true)
                .recordDir(folder.toString())
                .recordFile("mix.wav")
                .build()));
        done(handle.enableMjrs(AudioBridgeRequest.EnableMjrs.builder()
                .room(hall)
                .mjrs(true)
                .mjrsDir(folder.toString())
                .build()));
        done(alicesPeer.audio().sendTone(ALICE_HERTZ));

        RtpTonePeer phone = fixture.phone(PHONE_HERTZ);
        AudioBridgeReply.RtpForwardStarted toPhone = done(handle.rtpForward(AudioBridgeMedia.RtpForward.builder()
                .room(hall)
                .host(phone.address())
                .port(phone.port())
                .codec("pcmu")
                .ptype(0)
                .build()));
        done(phone.hears(ALICE_HERTZ));
        done(handle.stopRtpForward(new AudioBridgeMedia.StopRtpForward(toPhone.streamId(), hall, null, null)));

        Path file = folder.resolve("tone.opus");
        OggOpus.write(file, opusOfTheMix(100));
        done(alicesPeer.audio().sendSilence());
        AudioBridgeMedia.PlayFile play = AudioBridgeMedia.PlayFile.builder()
                .room(hall)
                .filename(file.toString())
                .fileId("tone")
                .loop(true)
                .build();
        assertThat(done(handle.playFile(play)).fileId()).isEqualTo("tone");
        AudioBridgeMedia.PlayedFile played = new AudioBridgeMedia.PlayedFile("tone", hall, null, null);
        assertThat(alice.await(AudioBridgeEvent.AnnouncementStarted.class).fileId())
                .isEqualTo("tone");
        assertThat(done(handle.isPlaying(played)).playing()).isTrue();
        done(alicesPeer.receivedAudio().hears(ALICE_HERTZ));
        assertThat(done(handle.stopFile(played)).fileId()).isEqualTo("tone");
        assertThat(alice.await(AudioBridgeEvent.AnnouncementStopped.class).fileId())
                .isEqualTo("tone");

        done(handle.configure(
                Configure.builder()
                        .record(true)
                        .filename(folder.resolve("alice").toString())
                        .build(),
                null));
        done(handle.enableRecording(AudioBridgeRequest.EnableRecording.builder()
                .room(hall)
                .record(false)
                .build()));
        await().untilAsserted(
                        () -> assertThat(Files.size(folder.resolve("mix.wav"))).isGreaterThan(10_000));
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString())).anyMatch(name -> name.endsWith(".mjr"));
        }
    }

    /** Packets of 20 ms of the mix, as a forwarder sends them. */
    private List<byte[]> opusOfTheMix(int count) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getAllByName(PluginFixture.ADDRESS)[0], 0))) {
            socket.setSoTimeout(5_000);
            AudioBridgeReply.RtpForwardStarted forward = done(alice.handle()
                    .rtpForward(AudioBridgeMedia.RtpForward.builder()
                            .room(hall)
                            .host(PluginFixture.ADDRESS)
                            .port(socket.getLocalPort())
                            .codec("opus")
                            .build()));
            DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
            while (packets.size() < count) {
                socket.receive(packet);
                packets.add(Arrays.copyOfRange(packet.getData(), 12, packet.getLength()));
                packet.setLength(1_500);
            }
            done(alice.handle()
                    .stopRtpForward(new AudioBridgeMedia.StopRtpForward(forward.streamId(), hall, null, null)));
        }
        return packets;
    }

    @Test
    void theNextOwnerJoinsAgainWithTheSameId() {
        PluginLine<JanusAudioBridgePlugin> bob = fixture.line();
        JanusPeer bobsPeer = joins(bob, "Bob");
        JanusSession first = done(fixture.newClient().createSession());
        alice = fixture.line(first, AttachOptions.NONE);
        joins(alice, "Alice");
        await().untilAsserted(() -> assertThat(alice.handle().state().display()).isEqualTo("Alice"));
        AudioBridgeState known = alice.handle().state();
        HandoverTicket ticket = HandoverTicket.fromJson(first.handOff().toJson());

        JanusSession second = done(fixture.newClient().claimSession(ticket.sessionId()));
        fixture.keep(() -> done(second.destroy()));
        HandleTicket known2 = ticket.handle("janus.plugin.audiobridge").orElseThrow();
        PluginLine<JanusAudioBridgePlugin> heir = fixture.line(second, AttachOptions.from(known2));
        assertThat(heir.handle().state()).isEqualTo(known);
        MediaRecovery recovery = heir.handle().mediaRecovery();
        done(heir.handle().hangup());
        heir.await(CoreEvent.HangUp.class);
        JanusAudioBridgePlugin joining = recovery instanceof MediaRecovery.RestartOnNewHandle
                ? fixture.line(second, AttachOptions.NONE).handle()
                : heir.handle();
        JanusPeer peer = fixture.peer();
        Join again = Join.builder()
                .room(Objects.requireNonNull(known.room()))
                .id(known.id())
                .display(known.display())
                .build();
        assertThat(done(joining.join(again, null)).id()).isEqualTo(known.id());
        connect(
                peer,
                done(joining.configure(done(peer.offer(OfferOptions.audioOnly()))))
                        .jsep());
        done(peer.audio().sendTone(ALICE_HERTZ));
        done(bobsPeer.receivedAudio().hears(ALICE_HERTZ).orTimeout(10, TimeUnit.SECONDS));
    }
}
