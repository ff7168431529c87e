// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.MediaOutcome.MediaContinued;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two legs that are connected with each other over loopback: ICE, DTLS in both roles, SRTP, and going on in a third leg. */
class TwoLegsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final MediaEngine engine = MediaEngine.create();
    private final MediaEngine other = MediaEngine.create();
    private final PacketCounter alice = new PacketCounter(1, 2);
    private final PacketCounter bob = new PacketCounter(2, 1);

    @AfterEach
    void close() {
        engine.close();
        other.close();
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static MediaLegOptions options(SrtpProfile... profiles) {
        return MediaLegOptions.builder()
                .codecs(AudioCodec.PCMU)
                .profiles(profiles)
                .localAddress(InetAddress.getLoopbackAddress())
                .connectTimeout(TIMEOUT)
                .build();
    }

    private static void connect(MediaLeg offering, MediaLeg answering) {
        Jsep answer = done(answering.answer(done(offering.offer())));
        done(offering.acceptAnswer(answer));
        done(offering.connected());
        done(answering.connected());
    }

    private static void talk(MediaLeg leg, PacketCounter counter) {
        leg.send(counter);
        leg.receive(counter);
    }

    @ParameterizedTest
    @EnumSource
    void talkWithEachOther(SrtpProfile profile) {
        MediaLeg a = engine.newLeg(options(profile));
        MediaLeg b = other.newLeg(options(SrtpProfile.values()));
        assertThat(a.state()).isEqualTo(MediaLegState.NEW);
        connect(a, b);
        talk(a, alice);
        talk(b, bob);
        done(alice.heard());
        done(bob.heard());

        assertThat(a.state()).isEqualTo(MediaLegState.CONNECTED);
        MediaLegStats stats = done(a.stats());
        assertThat(stats.handshakes()).isEqualTo(1);
        assertThat(stats.packetsSent()).isGreaterThanOrEqualTo(3);
        assertThat(stats.packetsReceived()).isGreaterThanOrEqualTo(3);
        assertThat(stats.packetsRefused()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aThirdLegGoesOnInTheFirstOnesPlaceWithoutAHandshake(SrtpProfile profile) {
        HandoverKeys keys = HandoverKeys.of(new byte[32]);
        MediaTicket.Scope scope = new MediaTicket.Scope(1, 2, 3);
        MediaLeg a = engine.newLeg(options(profile));
        MediaLeg b = other.newLeg(options(profile));
        connect(a, b);
        talk(a, alice);
        talk(b, bob);
        done(bob.heard());
        String sealed = done(a.ticket()).seal(keys, scope);
        int before = bob.ssrc();
        engine.close();

        PacketCounter heir = new PacketCounter(1, 2);
        try (MediaEngine third = MediaEngine.create()) {
            MediaLeg c = third.resume(MediaTicket.open(sealed, keys, scope, TIMEOUT), options(profile));
            talk(c, heir);
            done(c.connected());
            done(heir.heard());
            int heard = bob.received.get();
            await().atMost(TIMEOUT).until(() -> bob.received.get() > heard + 2);

            assertThat(bob.ssrc()).as("it sends with an SSRC of its own").isNotEqualTo(before);
            assertThat(done(c.stats()).handshakes()).isZero();
            assertThat(done(b.stats()).handshakes()).isEqualTo(1);
        }
    }

    @Test
    void whoseProcessLivesIsToldWhenItsLegIsContinuedElsewhere() {
        MediaLegOptions options = options(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        MediaLeg a = engine.newLeg(options);
        MediaLeg b = other.newLeg(options);
        connect(a, b);
        a.sendOnlyWhile(() -> !a.isReleased());
        talk(a, alice);
        talk(b, bob);
        done(bob.heard());
        assertThat(a.isReleased()).isFalse();

        try (MediaEngine third = MediaEngine.create()) {
            MediaLeg c = third.resume(done(a.ticket()), options);
            talk(c, new PacketCounter(1, 2));
            await().atMost(TIMEOUT).until(a::isReleased);
            long sent = done(a.stats()).packetsSent();
            done(c.connected());
            await().atMost(TIMEOUT).until(() -> done(c.stats()).packetsSent() > 10);
            assertThat(done(a.stats()).packetsSent()).isEqualTo(sent);
            assertThat(c.isReleased()).isFalse();
        }
    }

    /** The other side has begun ICE anew since the ticket was taken: only an offer can help. */
    private MediaTicket staleTicket(MediaLeg a, MediaLeg b) {
        connect(a, b);
        talk(b, bob);
        MediaTicket ticket = done(a.ticket());
        done(a.acceptAnswer(done(b.answer(done(a.restartIce())))));
        talk(a, alice);
        done(bob.heard());
        return ticket;
    }

    @Test
    void whereNoAnswerComesAnIceRestartFollows() {
        MediaLegOptions options = options(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        MediaLeg a = engine.newLeg(options);
        MediaLeg b = other.newLeg(options);
        MediaTicket ticket = staleTicket(a, b);
        engine.close();

        try (MediaEngine third = MediaEngine.create()) {
            MediaOutcome outcome = done(third.takeOver(ticket, options, b::answer));
            MediaContinued continued = (MediaContinued) outcome;
            PacketCounter heir = new PacketCounter(1, 2);
            talk(continued.leg(), heir);
            done(heir.heard());

            assertThat(continued.how()).isEqualTo(MediaRecovery.Continued.How.ICE_RESTART);
            assertThat(continued.gap()).isGreaterThan(Duration.ofMillis(300));
            assertThat(done(b.stats()).handshakes()).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeContinuedIsLostAndTheOutcomeSaysWhy() {
        MediaLegOptions options = options(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        MediaTicket ticket = staleTicket(engine.newLeg(options), other.newLeg(options));
        engine.close();

        try (MediaEngine third = MediaEngine.create()) {
            MediaOutcome outcome = done(third.takeOver(ticket, options, Renegotiation.NONE));
            assertThat(outcome).isInstanceOf(MediaOutcome.MediaLost.class);
            assertThat(((MediaOutcome.MediaLost) outcome).reason()).contains("no way to negotiate");
        }
    }

    @Test
    void nothingIsSentWhileTheConditionDoesNotHold() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        MediaLeg b = other.newLeg(options(SrtpProfile.values()));
        connect(a, b);
        AtomicBoolean owner = new AtomicBoolean(true);
        a.sendOnlyWhile(owner::get);
        talk(a, alice);
        talk(b, bob);
        done(bob.heard());

        owner.set(false);
        long sent = done(a.stats()).packetsSent();
        int heard = alice.received.get();
        await().atMost(TIMEOUT).until(() -> alice.received.get() > heard + 20);
        assertThat(done(a.stats()).packetsSent()).isLessThanOrEqualTo(sent + 1);
        owner.set(true);
        await().atMost(TIMEOUT).until(() -> done(a.stats()).packetsSent() > sent + 1);
    }

    @Test
    void whoShowsAnotherCertificateIsRefused() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        MediaLeg b = other.newLeg(options(SrtpProfile.values()));
        Jsep offer = done(a.offer());
        String otherPrint = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";
        Jsep forged = Jsep.offer(offer.sdp().replaceFirst("a=fingerprint:[^\r]*", otherPrint));
        done(a.acceptAnswer(done(b.answer(forged))));

        assertThatThrownBy(() -> done(b.connected())).hasRootCauseInstanceOf(Exception.class);
        assertThat(b.state()).isEqualTo(MediaLegState.FAILED);
        assertThat(done(b.stats()).handshakes()).isZero();
    }

    @Test
    void anOfferThatCannotBeUsedChangesNothing() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        MediaLeg b = other.newLeg(options(SrtpProfile.values()));
        connect(a, b);
        String offer = done(a.restartIce()).sdp();
        Jsep withoutPassword = Jsep.offer(offer.replaceFirst("a=ice-pwd:[^\r]*\r\n", ""));

        assertThatThrownBy(() -> done(b.answer(withoutPassword)))
                .hasCauseInstanceOf(MediaException.class)
                .hasMessageContaining("no ICE credentials");
        assertThat(done(b.ticket()))
                .as("it has the other side's credentials still")
                .isNotNull();
    }

    @Test
    void anErrorOfASourceLeavesTheEngineRunning() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        MediaLeg b = other.newLeg(options(SrtpProfile.values()));
        connect(a, b);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        a.send(packet -> {
            failed.complete(null);
            throw new AssertionError("of the test");
        });
        done(failed);
        talk(a, alice);
        talk(b, bob);
        done(bob.heard());
    }

    @Test
    void anEngineThatEndsClosesItsLegsAndTakesNoMore() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        CompletableFuture<Void> connected = a.connected();
        engine.close();

        assertThatThrownBy(() -> done(connected)).hasCauseInstanceOf(MediaException.class);
        assertThat(a.state()).isEqualTo(MediaLegState.CLOSED);
        assertThatThrownBy(() -> done(a.offer())).hasMessageContaining("the engine is closed");
        assertThatThrownBy(engine::newLeg)
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("the engine is closed");
        a.send(alice);
        a.close();
    }

    private static void assertEnds(AudioSender sender, Runnable end) {
        CompletableFuture<Void> played = sender.play(PcmSource.silence(8_000));
        CompletableFuture<Void> pressed = sender.press("12");
        end.run();
        assertThatThrownBy(() -> done(played)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> done(pressed)).hasMessageContaining("the leg has ended");
    }

    @Test
    void whatIsPlayedAndPressedEndsWithTheLeg() {
        MediaLeg leg = engine.newLeg(options(SrtpProfile.values()));
        AudioSender first = new AudioSender();
        leg.send(first);
        assertEnds(first, () -> leg.send(new AudioSender()));
        AudioSender second = new AudioSender();
        leg.send(second);
        assertEnds(second, leg::close);
        assertEnds(second, () -> {});
        AudioSender third = new AudioSender();
        assertEnds(third, () -> leg.send(third));
        engine.close();
        AudioSender fourth = new AudioSender();
        assertEnds(fourth, () -> leg.send(fourth));
    }

    @Test
    void aClosedLegSaysSo() {
        MediaLeg a = engine.newLeg(options(SrtpProfile.values()));
        a.close();
        assertThatThrownBy(() -> done(a.connected())).hasCauseInstanceOf(MediaException.class);
        assertThatThrownBy(() -> done(a.offer())).hasCauseInstanceOf(MediaException.class);
        assertThat(a.state()).isEqualTo(MediaLegState.CLOSED);
    }
}
