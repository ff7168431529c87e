// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** We call somebody. */
@Tag("sip-tester")
class OutgoingCallTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @Test
    void bothSidesHearEachOtherAndTheStateFollowsTheCall() {
        SipLine alice = fixture.line();
        fixture.register(
                alice,
                SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.GUEST)
                        .username("sip:alice@" + SipFixture.ADDRESS)
                        .displayName("Alice A.")
                        .build());
        RtpTonePeer phone = fixture.phone(1000);
        SipCallee bob = fixture.keep(SipCallee.ringing(SipMedia.of(phone)));
        JanusPeer peer = fixture.peer();

        SipEvent.Calling calling = alice.dial(
                SipRequest.Call.builder()
                        .uri(bob.uri("bob"))
                        .callId("call-of-ours")
                        .headers(Map.of("X-Ticket", "17"))
                        .build(),
                peer);
        assertThat(calling.callId()).isEqualTo("call-of-ours");
        assertThat(alice.call()).isEqualTo(expected(bob.uri("bob"), "call-of-ours", false));
        alice.await(SipEvent.Ringing.class);
        assertThat(alice.await(SipEvent.Proceeding.class).code()).isEqualTo(180);
        SipMessage invite = bob.awaitCall();
        assertThat(invite.header("X-Ticket")).isEqualTo("17");
        assertThat(invite.header("From")).contains("Alice A.").contains("sip:alice@");

        bob.answer();
        SipEvent.Accepted accepted = alice.awaitAnswer(peer);
        assertThat(accepted.username()).isEqualTo(bob.uri("bob"));
        assertThat(alice.call()).isEqualTo(expected(bob.uri("bob"), "call-of-ours", true));
        done(peer.audio().sendTone(440));
        done(phone.hears(440));
        done(peer.receivedAudio().hears(1000));

        bob.hangUp();
        SipEvent.Hangup hangup = alice.await(SipEvent.Hangup.class);
        assertThat(hangup.code()).isEqualTo(200);
        assertThat(hangup.reason()).isEqualTo("Session Terminated");
        assertThat(alice.state().call()).isNull();
    }

    @Test
    void earlyMediaIsHeardBeforeTheAnswer() {
        SipLine alice = fixture.guest("alice");
        RtpTonePeer phone = fixture.phone(1000);
        SipCallee bob = fixture.keep(SipCallee.ringing(SipMedia.of(phone)));
        JanusPeer peer = fixture.peer();
        alice.dial(bob.uri("bob"), peer);
        bob.progress();

        SipEvent.Progress progress = alice.await(SipEvent.Progress.class);
        assertThat(progress.username()).isEqualTo(bob.uri("bob"));
        done(peer.acceptAnswer(Objects.requireNonNull(progress.jsep())));
        done(peer.connected());
        done(peer.audio().sendTone(440));
        done(phone.hears(440));
        done(peer.receivedAudio().hears(1000));
        assertThat(alice.call().answered()).isFalse();

        bob.answer();
        assertThat(alice.await(SipEvent.Accepted.class).jsep()).isNull();
        assertThat(alice.call().answered()).isTrue();
        alice.hangUp();
        bob.awaitHungUp();
    }

    @Test
    void aRefusedCallEndsWithItsCode() {
        SipLine alice = fixture.guest("alice");
        SipCallee bob = fixture.keep(SipCallee.ringing(SipFixture.noMedia()));
        alice.dial(bob.uri("bob"), fixture.peer());
        bob.refuse(486);
        SipEvent.Hangup hangup = alice.await(SipEvent.Hangup.class);
        assertThat(hangup.code()).isEqualTo(486);
        assertThat(hangup.reason()).isEqualTo("Busy Here");
        assertThat(alice.state().call()).isNull();
    }

    @Test
    void aRingingCallIsCancelled() {
        SipLine alice = fixture.guest("alice");
        SipCallee bob = fixture.keep(SipCallee.ringing(SipFixture.noMedia()));
        alice.dial(bob.uri("bob"), fixture.peer());
        alice.await(SipEvent.Ringing.class);
        assertThat(alice.hangUp().code()).isEqualTo(487);
        bob.awaitCancelled();
    }

    @Test
    void aHangUpCarriesHeaders() {
        SipLine alice = fixture.guest("alice");
        SipCallee bob = fixture.keep(SipCallee.answering(SipFixture.noMedia()));
        JanusPeer peer = fixture.peer();
        alice.dial(bob.uri("bob"), peer);
        alice.awaitAnswer(peer);
        done(alice.sip()
                .hangupCall(SipRequest.Headers.builder()
                        .headers(Map.of("X-Why", "done"))
                        .build()));
        alice.await(SipEvent.Hangup.class);
        bob.awaitHungUp();
        assertThat(bob.messages())
                .anyMatch(message ->
                        message.isRequest("BYE") && message.headers("X-Why").contains("done"));
    }

    @Test
    void aCallBeforeTheRegistrationIsRefused() {
        SipLine alice = fixture.line();
        refused("call", 447, "WRONG_STATE", alice.sip().call("sip:bob@example.org", offer()));
        assertThat(alice.state()).isEqualTo(SipState.EMPTY);
    }

    @Test
    void aCallToNoAddressIsRefusedAndAfterAHangUpTheNextOneWorks() {
        SipLine alice = fixture.guest("alice");
        refused("call", 446, "INVALID_ADDRESS", alice.sip().call("nonsense", offer()));
        assertThat(alice.state().call()).isNull();
        // Janus has kept what the refused offer began; only a hang-up makes the handle fit for a call again.
        done(alice.sip().hangup());

        SipCallee bob = fixture.keep(SipCallee.answering(SipFixture.noMedia()));
        JanusPeer peer = fixture.peer();
        alice.dial(bob.uri("bob"), peer);
        alice.awaitAnswer(peer);
        alice.hangUp();
    }

    @Test
    void aSecondCallIsRefusedAndTheFirstGoesOn() {
        SipLine alice = fixture.guest("alice");
        SipCallee bob = fixture.keep(SipCallee.answering(SipFixture.noMedia()));
        JanusPeer peer = fixture.peer();
        alice.dial(bob.uri("bob"), peer);
        alice.awaitAnswer(peer);
        SipState before = alice.state();
        refused(
                "call",
                447,
                "WRONG_STATE",
                alice.sip().call("sip:carol@" + SipFixture.ADDRESS, done(peer.offer(OfferOptions.audioOnly()))));
        assertThat(alice.state()).isEqualTo(before);
        alice.hangUp();
    }

    private Jsep offer() {
        return done(fixture.peer().offer(OfferOptions.audioOnly()));
    }

    private static SipState.SipCall expected(String uri, String callId, boolean answered) {
        return new SipState.SipCall(
                callId,
                uri,
                null,
                uri,
                null,
                SipState.SipCall.Direction.OUTGOING,
                answered,
                false,
                null,
                null,
                null,
                answered ? true : null);
    }
}
