// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.system.media.Pulse;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call whose leg falls silent goes on through another one, and the telephone gets no SIP message. */
@Tag("sip-tester")
@Timeout(120)
class SipLegTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PACKETS = 20;
    private static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private final MediaEngine before = MediaEngine.create();

    /** What the telephone hears from the first leg, then from the second. */
    private void goesOn(SipLine alice, MediaLeg leg, RtpTonePeer phone) {
        done(leg.connected());
        talksWith(leg, phone);
        done(alice.sip().announce(done(leg.announceMid())));
        MediaTicket ticket = done(leg.ticket());
        before.close();

        MediaLeg heir = fixture.keep(MediaEngine.create()).resume(ticket, OPTIONS);
        done(heir.connected());
        talksWith(heir, phone);
        assertThat(done(heir.stats()).handshakes()).isZero();
        assertThat(alice.call().answered()).isTrue();
    }

    private static void talksWith(MediaLeg leg, RtpTonePeer phone) {
        Pulse pulse = new Pulse(33);
        leg.send(pulse);
        leg.receive(pulse);
        long sent = phone.packetsReceived();
        long received = done(leg.stats()).packetsReceived();
        await().atMost(TIMEOUT).until(() -> phone.packetsReceived() > sent + PACKETS);
        await().atMost(TIMEOUT).until(() -> done(leg.stats()).packetsReceived() > received + PACKETS);
    }

    @Test
    void anOutgoingCallGoesOn() {
        SipLine alice = fixture.guest("alice");
        RtpTonePeer phone = fixture.phone(1000);
        SipCallee bob = fixture.keep(SipCallee.ringing(SipMedia.of(phone)));
        MediaLeg leg = fixture.keep(before).newLeg(OPTIONS);
        done(alice.sip().call(SipRequest.Call.builder().uri(bob.uri("bob")).build(), done(leg.offer())));
        bob.awaitCall();
        bob.answer();
        SipEvent.Accepted accepted = alice.await(SipEvent.Accepted.class);
        done(leg.acceptAnswer(Objects.requireNonNull(accepted.jsep())));

        goesOn(alice, leg, phone);
        alice.hangUp();
        bob.awaitHungUp();
    }

    @Test
    void anIncomingCallGoesOn() {
        SipLine alice = fixture.registered("alice");
        RtpTonePeer phone = fixture.phone(1000);
        SipCaller caller =
                fixture.keep(SipCaller.call(fixture.contact("alice"), "Carol", "carol", SipMedia.of(phone), ""));
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        MediaLeg leg = fixture.keep(before).newLeg(OPTIONS);
        done(alice.sip().accept(done(leg.answer(Objects.requireNonNull(call.jsep())))));
        alice.await(SipEvent.Accepted.class);
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);

        goesOn(alice, leg, phone);
        alice.hangUp();
    }
}
