// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.media.MediaLeg;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.system.media.Pulse;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.testkit.SipParty;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A call between a leg and a telephone: alice is at the leg's end, bob at the telephone's. */
record LegCall(SipLine alice, SipParty bob, RtpTonePeer phone) {
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PACKETS = 20;

    /** One that we make. */
    static LegCall made(SipFixture fixture, MediaLeg leg) {
        SipLine alice = fixture.guest("alice");
        RtpTonePeer phone = fixture.phone(1000);
        SipCallee bob = fixture.keep(SipCallee.ringing(SipMedia.of(phone)));
        done(alice.sip().call(SipRequest.Call.builder().uri(bob.uri("bob")).build(), done(leg.offer())));
        bob.awaitCall();
        bob.answer();
        SipEvent.Accepted accepted = alice.await(SipEvent.Accepted.class);
        done(leg.acceptAnswer(Objects.requireNonNull(accepted.jsep())));
        return new LegCall(alice, bob, phone);
    }

    /** One that comes in. */
    static LegCall answered(SipFixture fixture, MediaLeg leg) {
        SipLine alice = fixture.registered("alice");
        RtpTonePeer phone = fixture.phone(1000);
        SipCaller bob = fixture.keep(SipCaller.call(fixture.contact("alice"), SipMedia.of(phone)));
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        done(alice.sip().accept(done(leg.answer(Objects.requireNonNull(call.jsep())))));
        alice.await(SipEvent.Accepted.class);
        assertThat(bob.awaitFinalStatus()).isEqualTo(200);
        return new LegCall(alice, bob, phone);
    }

    /** Waits until both sides hear each other. */
    void talk(MediaLeg leg) {
        Pulse pulse = new Pulse(33);
        leg.send(pulse);
        leg.receive(pulse);
        long heard = phone.packetsReceived();
        await().atMost(TIMEOUT).until(() -> phone.packetsReceived() > heard + PACKETS);
        listen(leg);
    }

    /** Waits until the leg hears the telephone. */
    void listen(MediaLeg leg) {
        long received = done(leg.stats()).packetsReceived();
        await().atMost(TIMEOUT).until(() -> done(leg.stats()).packetsReceived() > received + PACKETS);
    }

    /** The SIP messages that the telephone has sent and received, once each INVITE is acknowledged. */
    List<SipMessage> messages() {
        await().atMost(TIMEOUT).until(() -> requests("INVITE") == requests("ACK"));
        return bob.messages();
    }

    private long requests(String method) {
        return bob.messages().stream()
                .filter(message -> message.isRequest(method))
                .count();
    }
}
