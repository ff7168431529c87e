// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.neverAnswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.webrtc.JanusPeer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call is held and goes on, and who hears whom meanwhile. */
@Tag("sip-tester")
class HoldTest {
    private static final Duration QUIET = Duration.ofMillis(250);

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private SipLine alice;
    private RtpTonePeer phone;
    private SipCaller bob;
    private JanusPeer peer;

    @BeforeEach
    void aliceAndBobTalk() {
        alice = fixture.registered("alice");
        phone = fixture.phone(1000);
        bob = fixture.keep(SipCaller.call(fixture.contact("alice"), SipMedia.of(phone)));
        peer = fixture.peer();
        alice.answer(peer);
        done(peer.audio().sendTone(440));
        bothHear();
    }

    @ParameterizedTest
    @EnumSource
    void theHeldDirectionFallsSilentAndComesBack(SipRequest.Hold.Direction direction) {
        boolean weSpeak = direction == SipRequest.Hold.Direction.SENDONLY;
        boolean weHear = direction == SipRequest.Hold.Direction.RECVONLY;
        done(alice.sip()
                .hold(SipRequest.Hold.builder()
                        .direction(direction)
                        .headers(Map.of("X-Why", "lunch"))
                        .build()));
        alice.await(SipEvent.Holding.class);
        assertThat(alice.call().onHold()).isTrue();
        SipMessage invite =
                bob.awaitMessage(message -> message.isRequest("INVITE") && !message.sent(), Duration.ofSeconds(20));
        assertThat(invite.body()).contains("a=" + direction.name().toLowerCase(Locale.ROOT));
        assertThat(invite.header("X-Why")).isEqualTo("lunch");
        awaitAcknowledged(1);
        awaitWeHear(weHear);
        awaitBobHears(weSpeak);

        done(alice.sip()
                .unhold(SipRequest.Headers.builder()
                        .headers(Map.of("X-Why", "back"))
                        .build()));
        alice.await(SipEvent.Resuming.class);
        assertThat(alice.call().onHold()).isFalse();
        awaitAcknowledged(2);
        assertThat(bob.messages())
                .anyMatch(message ->
                        message.isRequest("INVITE") && message.headers("X-Why").contains("back"));
        bothHear();
        alice.hangUp();
    }

    @Test
    void heldWithoutADirectionWeStillSpeak() {
        done(alice.sip().hold());
        awaitAcknowledged(1);
        awaitWeHear(false);
        awaitBobHears(true);
        done(alice.sip().unhold());
        awaitAcknowledged(2);
        bothHear();
    }

    @Test
    void thePeerHoldsAndResumes() {
        bob.hold();
        awaitBobHears(false);
        assertThat(alice.call().onHold()).as("that we hold the call").isFalse();
        bob.resume();
        bothHear();
    }

    @Test
    void withoutAnAnsweredCallJanusTakesTheRequestsAndNeverAnswers() {
        SipLine idle = fixture.line(fixture.newSession(SipFixture.IMPATIENT));
        fixture.register(idle, fixture.account("carol"));
        List<CompletableFuture<?>> all = List.of(
                idle.sip().hold(),
                idle.sip().unhold(),
                idle.sip().hangupCall(),
                idle.sip().decline(486));
        all.forEach(SipLine::neverAnswered);

        fixture.keep(SipCaller.call(fixture.contact("carol"), SipFixture.noMedia()));
        idle.await(SipEvent.IncomingCall.class);
        neverAnswered(idle.sip().hold());
        assertThat(idle.call().onHold()).isFalse();
        done(idle.sip().decline(486));
    }

    private void bothHear() {
        awaitWeHear(true);
        awaitBobHears(true);
    }

    /** Waits until the caller's tone is there or has gone: the jitter buffer plays on for a moment. */
    private void awaitWeHear(boolean wanted) {
        await("we hear the caller: " + wanted, () -> hears(peer.receivedAudio().hears(1000, QUIET)) == wanted);
    }

    private void awaitBobHears(boolean wanted) {
        await("the caller hears us: " + wanted, () -> hears(phone.hears(440)) == wanted);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
        }
    }

    private static boolean hears(CompletableFuture<?> tone) {
        try {
            tone.get(2 * QUIET.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until so many of our re-INVITEs are done. */
    private void awaitAcknowledged(int count) {
        bob.awaitMessage(
                last -> bob.messages().stream()
                                .filter(message -> message.isRequest("ACK") && !message.sent())
                                .count()
                        >= count,
                Duration.ofSeconds(20));
    }
}
