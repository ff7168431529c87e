// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A caller hears us before we answer. */
@Tag("sip-tester")
@SinceJanus(value = "1.3.3", reason = "progress came with 1.3.1, ringing of one's own with 1.3.3")
class EarlyMediaTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @Test
    void aCallRingsWhenWeSaySoAndIsHeardBeforeItIsAnswered() {
        SipRequest.Register plain = fixture.account("alice");
        SipLine alice = fixture.register(
                fixture.line(),
                SipRequest.Register.builder()
                        .username(plain.username())
                        .secret(plain.secret())
                        .proxy(plain.proxy())
                        .automaticRinging(false)
                        .build());
        RtpTonePeer bob = fixture.phone(1000);
        SipCaller caller = fixture.keep(SipCaller.call(fixture.contact("alice"), SipMedia.of(bob)));
        SipEvent.IncomingCall call = alice.await(SipEvent.IncomingCall.class);
        assertThat(done(alice.sip().sendRinging()).callId()).isEqualTo(call.callId());
        caller.awaitRinging();

        JanusPeer peer = fixture.peer();
        Jsep answer = done(peer.answer(Objects.requireNonNull(call.jsep())));
        done(alice.sip().progress(SipRequest.Accept.PLAIN, answer));
        alice.await(SipEvent.Progressed.class);
        done(peer.connected());
        done(peer.audio().sendTone(440));
        done(bob.hears(440));

        done(alice.sip().accept(answer));
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        done(peer.receivedAudio().hears(1000));
        alice.hangUp();
    }

    @Test
    void withoutACallBothAreRefused() {
        SipLine alice = fixture.registered("alice");
        // Of no offer an answer can be made, so that it would not even reach the plugin.
        Jsep offer = done(fixture.peer().offer(OfferOptions.audioOnly()));
        refused("progress", 447, "WRONG_STATE", alice.sip().progress(SipRequest.Accept.PLAIN, offer));
        // Janus gives no code for a wrong state here.
        refused("send_ringing", 0, "UNKNOWN", alice.sip().sendRinging());
    }
}
