// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.system.transport.Sdp;
import dev.janusclient.testkit.JanusExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Peers whose texts are not UTF-8, or not what one expects: Janus leaves out what it can't write as JSON. */
@Tag("sip-tester")
class OddPeersTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private RawSipPeer peer(String status) {
        return fixture.keep(new RawSipPeer(SipFixture.ADDRESS, status));
    }

    @Test
    void aRegistrarThatRefusesInLatin1IsUnderstood() {
        SipLine alice = fixture.line();
        String registrar = peer("403 Acc\u00e8s refus\u00e9").uri("alice");
        done(alice.sip()
                .register(SipRequest.Register.builder()
                        .username(registrar)
                        .secret(Secret.of("any"))
                        .proxy(registrar.replace("alice@", ""))
                        .build()));
        SipEvent.RegistrationFailed failed = alice.await(SipEvent.RegistrationFailed.class);
        assertThat(failed.code()).isEqualTo(403);
        assertThat(failed.reason()).isNull();
        assertThat(alice.state().account()).isNull();
    }

    @Test
    void aPeerThatIsBusyInLatin1IsUnderstood() {
        SipLine alice = fixture.guest("alice");
        done(alice.sip().call(peer("486 Occup\u00e9").uri("bob"), Jsep.offer(Sdp.AUDIO_OFFER)));
        SipEvent.Hangup hangup = alice.await(SipEvent.Hangup.class);
        assertThat(hangup.code()).isEqualTo(486);
        assertThat(hangup.reason()).isNull();
        assertThat(alice.state().call()).isNull();
    }

    private String message(RawSipPeer from, String sender, String body) {
        String to = fixture.contact("alice");
        return from.ask(
                "MESSAGE " + to + " SIP/2.0\nVia: SIP/2.0/UDP " + from.uri("x").substring("sip:x@".length())
                        + ";branch=z9hG4bK" + body.hashCode() + ";rport\nMax-Forwards: 70\nFrom: " + sender
                        + ";tag=a1\nTo: <" + to
                        + ">\nCall-ID: m" + body.hashCode()
                        + "@far\nCSeq: 7 MESSAGE\nContent-Type: text/plain\nContent-Length: "
                        + body.length() + "\n\n" + body,
                to);
    }

    @Test
    void aMessageInLatin1HasNoContentAndIsReported() {
        SipLine alice = fixture.registered("alice");
        RawSipPeer bob = peer("200 OK");
        assertThat(message(bob, "\"Bob\" <sip:bob@10.77.0.1>", "Caf\u00e9 \u00e0 10h"))
                .startsWith("SIP/2.0 200");
        SipEvent.Message message = alice.await(SipEvent.Message.class);
        assertThat(message.content()).isNull();
        assertThat(message.displayname()).isEqualTo("Bob");
    }

    @Test
    void aNameWithAngleBracketsIsAName() {
        SipLine alice = fixture.registered("alice");
        message(peer("200 OK"), "\"Sales <night>\" <sip:bob@10.77.0.1;user=phone>", "a");
        SipEvent.Message message = alice.await(SipEvent.Message.class);
        assertThat(message.displayname()).isEqualTo("Sales <night>");
        assertThat(message.sender()).isEqualTo("sip:bob@10.77.0.1;user=phone");
        assertThat(message.content()).isEqualTo("a");
    }
}
