// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody calls us. */
@Tag("sip-tester")
class IncomingCallTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @Test
    void bothSidesHearEachOtherAndTheStateFollowsTheCall() {
        SipLine alice = fixture.line();
        SipRequest.Register plain = fixture.account("alice");
        fixture.register(
                alice,
                SipRequest.Register.builder()
                        .username(plain.username())
                        .secret(plain.secret())
                        .proxy(plain.proxy())
                        .incomingHeaderPrefixes(List.of("X-", "P-Line"))
                        .build());
        RtpTonePeer bob = fixture.phone(1000);
        String contact = fixture.contact("alice");
        SipCaller caller = fixture.keep(SipCaller.call(
                contact, "Carol Caller", "carol", SipMedia.of(bob), "X-Ticket: 17\nP-Line: 3\nP-Other: no\n"));

        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        assertThat(call.username()).isEqualTo(caller.uri("carol"));
        assertThat(call.displayname()).isEqualTo("Carol Caller");
        assertThat(call.callee()).isEqualTo(contact);
        assertThat(call.headers()).isEqualTo(Map.of("X-Ticket", "17", "P-Line", "3"));
        Jsep offer = Objects.requireNonNull(call.jsep());
        assertThat(alice.sip().offer()).contains(offer);
        assertThat(alice.call()).isEqualTo(expected(call, false));
        HandleTicket ticket =
                fixture.session().ticket().handle("janus.plugin.sip").orElseThrow();
        assertThat(ticket.pendingOffer()).isEqualTo(offer);
        assertThat(Objects.requireNonNull(ticket.state()).as(SipState.class).call())
                .isEqualTo(alice.call());
        caller.awaitRinging();

        JanusPeer peer = fixture.peer();
        done(alice.sip().accept(done(peer.answer(offer))));
        alice.await(SipEvent.Accepted.class);
        assertThat(alice.call()).isEqualTo(expected(call, true));
        assertThat(alice.sip().offer()).isEmpty();
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        alice.await(CoreEvent.WebRtcUp.class);

        done(peer.audio().sendTone(440));
        done(peer.receivedAudio().hears(1000));
        done(bob.hears(440));
        assertThat(alice.await(CoreEvent.Media.class).receiving()).isTrue();

        SipEvent.Hangup hangup = alice.hangUp();
        assertThat(hangup.code()).isEqualTo(200);
        assertThat(hangup.callId()).isEqualTo(call.callId());
        alice.await(CoreEvent.HangUp.class);
        caller.awaitHungUp();
    }

    @Test
    void aCallWithoutAnOfferIsAcceptedWithOurs() {
        SipLine alice = fixture.registered("alice");
        RtpTonePeer bob = fixture.phone(1000);
        SipCaller caller = fixture.keep(SipCaller.callWithoutOffer(fixture.contact("alice"), SipMedia.of(bob)));
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        assertThat(call.jsep()).isNull();
        assertThat(alice.sip().offer()).isEmpty();

        JanusPeer peer = fixture.peer();
        // The caller's answer may overtake the plugin's, so this gives the one or the other.
        done(alice.sip().accept(done(peer.offer(OfferOptions.audioOnly()))));
        alice.await(SipEvent.Accepting.class);
        alice.awaitAnswer(peer);
        assertThat(alice.call().answered()).isTrue();
        done(peer.audio().sendTone(440));
        done(peer.receivedAudio().hears(1000));
        done(bob.hears(440));

        caller.hangUp();
        assertThat(alice.await(SipEvent.Hangup.class).code()).isEqualTo(200);
        assertThat(alice.state().call()).isNull();
    }

    @Test
    void aCallIsDeclinedWithACodeAndHeaders() {
        SipLine alice = fixture.registered("alice");
        SipCaller caller = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        alice.await(SipEvent.IncomingCall.class);

        SipEvent.Declining declining = done(alice.sip()
                .decline(SipRequest.Decline.builder()
                        .code(480)
                        .headers(Map.of("X-Why", "asleep"))
                        .build()));
        assertThat(declining.code()).isEqualTo(480);
        alice.await(SipEvent.Declining.class);
        assertThat(caller.awaitFinalStatus()).isEqualTo(480);
        assertThat(caller.messages())
                .anyMatch(message -> message.headers("X-Why").contains("asleep"));
        assertThat(alice.await(SipEvent.Hangup.class).code()).isEqualTo(480);
        assertThat(alice.state().call()).isNull();
        assertThat(alice.sip().offer()).isEmpty();
    }

    @Test
    void aCallerWhoGivesUpEndsTheCall() {
        SipLine alice = fixture.registered("alice");
        SipCaller caller = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        alice.await(SipEvent.IncomingCall.class);
        caller.cancel();
        assertThat(alice.await(SipEvent.Hangup.class).code()).isEqualTo(487);
        assertThat(alice.state().call()).isNull();
    }

    @Test
    void aSecondCallIsMissedAndTheFirstGoesOn() {
        SipLine alice = fixture.registered("alice");
        fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        alice.answer(fixture.peer());
        SipState before = alice.state();

        SipCaller second =
                fixture.keep(SipCaller.call(fixture.contact("alice"), "Dora Second", "dora", SipFixture.noMedia(), ""));
        assertThat(second.awaitFinalStatus()).isEqualTo(486);
        SipEvent.MissedCall missed = alice.await(SipEvent.MissedCall.class);
        assertThat(missed.caller()).isEqualTo(second.uri("dora"));
        assertThat(missed.displayname()).isEqualTo("Dora Second");
        assertThat(missed.callee()).isEqualTo(fixture.contact("alice"));
        assertThat(missed.callId()).isNotNull().isNotEqualTo(alice.call().callId());
        assertThat(alice.state()).isEqualTo(before);
        alice.hangUp();
    }

    @Test
    void aHelperTakesTheSecondCall() {
        SipLine alice = fixture.registered("alice");
        SipLine helper = fixture.helper(alice);
        SipCaller first = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        alice.answer(fixture.peer());

        RtpTonePeer dora = fixture.phone(1000);
        SipCaller second =
                fixture.keep(SipCaller.call(fixture.contact("alice"), "Dora", "dora", SipMedia.of(dora), ""));
        JanusPeer peer = fixture.peer();
        SipEvent.IncomingCall call = helper.answer(peer);
        assertThat(call.username()).isEqualTo(second.uri("dora"));
        assertThat(second.awaitFinalStatus()).isEqualTo(200);
        done(peer.receivedAudio().hears(1000));
        assertThat(helper.call().callId()).isNotEqualTo(alice.call().callId());

        helper.hangUp();
        assertThat(alice.call().answered()).isTrue();
        first.hangUp();
        alice.await(SipEvent.Hangup.class);
    }

    @Test
    void whoWasTransferredHereAndWhichCallIsReplacedIsDelivered() {
        SipLine alice = fixture.registered("alice");
        SipCaller caller = fixture.keep(SipCaller.call(
                fixture.contact("alice"),
                "Bob Tester",
                "bob",
                SipFixture.noMedia(),
                "Referred-By: <sip:dora@example.org>\nReplaces: call-7@example.org;to-tag=1;from-tag=2\n"));
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        assertThat(call.referredBy()).isEqualTo("<sip:dora@example.org>");
        assertThat(call.replaces()).isEqualTo("call-7@example.org");
        assertThat(alice.call().referredBy()).isEqualTo(call.referredBy());
        assertThat(alice.call().replaces()).isEqualTo(call.replaces());
        done(alice.sip().decline(486));
        assertThat(caller.awaitFinalStatus()).isEqualTo(486);
    }

    @Test
    void nothingIsAcceptedWhenNobodyCalls() {
        SipLine alice = fixture.registered("alice");
        Jsep offer = done(fixture.peer().offer(OfferOptions.audioOnly()));
        refused("accept", 447, "WRONG_STATE", alice.sip().accept(offer));
        SipCaller caller = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        alice.answer(fixture.peer());
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        alice.hangUp();
    }

    private static SipState.SipCall expected(SipEvent.IncomingCall call, boolean answered) {
        return new SipState.SipCall(
                call.callId(),
                call.username(),
                call.displayname(),
                call.callee(),
                call.headers(),
                SipState.SipCall.Direction.INCOMING,
                answered,
                false,
                null,
                null,
                null,
                true);
    }
}
