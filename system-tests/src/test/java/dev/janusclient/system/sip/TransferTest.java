// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.webrtc.JanusPeer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls are passed on (REFER). */
@Tag("sip-tester")
class TransferTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private SipLine alice;
    private SipCaller bob;

    @BeforeEach
    void bobCallsAlice() {
        alice = fixture.registered("alice");
        bob = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
    }

    @Test
    void wePassTheCallerOnAndHearHowItWent() {
        alice.answer(fixture.peer());
        done(alice.sip().transfer(to("sip:carol@" + SipFixture.ADDRESS)));
        alice.await(SipEvent.Transferring.class);
        SipMessage refer = bob.awaitMessage(message -> message.isRequest("REFER"), TIMEOUT);
        assertThat(refer.header("Refer-To")).contains("sip:carol@" + SipFixture.ADDRESS);

        SipEvent.Notify trying = alice.await(SipEvent.Notify.class);
        assertThat(trying.eventPackage()).isEqualTo("refer");
        assertThat(trying.substate()).isEqualTo("active");
        SipEvent.Notify ok = alice.await(SipEvent.Notify.class);
        assertThat(ok.substate()).isEqualTo("terminated");
        assertThat(ok.contentType()).isEqualTo("message/sipfrag");
        assertThat(ok.content()).startsWith("SIP/2.0 200 OK");
        assertThat(ok.callId()).isEqualTo(alice.call().callId());
        alice.hangUp();
    }

    @Test
    void weConnectTheCallerWithAnotherCallOfOurs() {
        alice.answer(fixture.peer());
        SipLine second = fixture.helper(alice);
        SipCallee carol = fixture.keep(SipCallee.answering(SipFixture.noMedia()));
        JanusPeer peer = fixture.peer();
        second.dial(carol.uri("carol"), peer);
        second.awaitAnswer(peer);
        String replaced = Objects.requireNonNull(second.call().callId());

        done(alice.sip()
                .transfer(SipRequest.Transfer.builder()
                        .uri(carol.uri("carol"))
                        .replace(replaced)
                        .build()));
        SipMessage refer = bob.awaitMessage(message -> message.isRequest("REFER"), TIMEOUT);
        assertThat(refer.header("Refer-To")).contains(carol.uri("carol")).containsIgnoringCase("?Replaces=" + replaced);
        alice.await(SipEvent.Notify.class, notify -> String.valueOf(notify.content())
                .contains("200 OK"));
    }

    @Test
    void aTransferOfNoCallIsRefused() {
        alice.await(SipEvent.IncomingCall.class);
        // The plugin gives this refusal no number.
        refused("transfer", 0, "UNKNOWN", alice.sip().transfer(to("sip:carol@example.org")));
    }

    @Test
    void aTransferToReplaceAnUnknownCallIsRefused() {
        alice.answer(fixture.peer());
        refused(
                "transfer",
                454,
                "NO_SUCH_CALLID",
                alice.sip()
                        .transfer(SipRequest.Transfer.builder()
                                .uri("sip:carol@example.org")
                                .replace("no-such-call")
                                .build()));
    }

    @Test
    void weDeclineToBePassedOn() {
        alice.answer(fixture.peer());
        bob.transfer("sip:carol@" + SipFixture.ADDRESS);
        SipEvent.Transfer transfer = alice.await(SipEvent.Transfer.class);
        assertThat(transfer.referTo()).isEqualTo("sip:carol@" + SipFixture.ADDRESS);
        assertThat(transfer.referredBy()).isEqualTo(bob.uri("bob"));

        SipEvent.Declining declining = done(alice.sip()
                .decline(SipRequest.Decline.builder()
                        .referId(transfer.referId())
                        .code(603)
                        .build()));
        assertThat(declining.referId()).isEqualTo(transfer.referId());
        assertThat(declining.code()).isEqualTo(603);
        SipMessage notify = bob.awaitMessage(message -> message.isRequest("NOTIFY"), TIMEOUT);
        assertThat(notify.body()).contains("603");
        assertThat(alice.call().answered()).isTrue();
    }

    @Test
    void weCallWhomWeArePassedOnTo() {
        alice.answer(fixture.peer());
        SipLine second = fixture.helper(alice);
        SipCallee carol = fixture.keep(SipCallee.answering(SipFixture.noMedia()));
        bob.transfer(carol.uri("carol"));
        SipEvent.Transfer transfer = alice.await(SipEvent.Transfer.class);

        JanusPeer peer = fixture.peer();
        second.dial(
                SipRequest.Call.builder()
                        .uri(Objects.requireNonNull(transfer.referTo()))
                        .referId(transfer.referId())
                        .build(),
                peer);
        second.awaitAnswer(peer);
        assertThat(carol.awaitCall().header("Referred-By")).contains("sip:bob@");
        bob.awaitMessage(
                message -> message.isRequest("NOTIFY") && message.body().contains("200"), TIMEOUT);
        second.hangUp();
    }

    @Test
    void aTransferThatNobodyAskedForCanNotBeDeclined() {
        alice.await(SipEvent.IncomingCall.class);
        refused(
                "decline",
                447,
                "WRONG_STATE",
                alice.sip().decline(SipRequest.Decline.builder().referId(99L).build()));
        assertThat(alice.call().answered()).isFalse();
    }

    private static SipRequest.Transfer to(String uri) {
        return SipRequest.Transfer.builder().uri(uri).build();
    }
}
