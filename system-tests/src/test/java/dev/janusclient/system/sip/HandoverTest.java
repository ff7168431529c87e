// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.failure;
import static dev.janusclient.system.sip.SipLine.neverAnswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.webrtc.JanusPeer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call that one client began is gone on with by another. */
@Tag("sip-tester")
class HandoverTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private JanusClient firstClient;
    private JanusSession firstSession;
    private SipLine first;
    private RtpTonePeer phone;
    private SipCaller caller;

    @BeforeEach
    void aCallRingsAtTheFirstClient() {
        firstClient = fixture.newClient(JanusClientOptions.defaults());
        firstSession = done(firstClient.createSession());
        first = fixture.line(firstSession, AttachOptions.opaqueId("desk 12"));
        fixture.register(first, fixture.account("alice"));
        phone = fixture.phone(1000);
        caller = fixture.keep(SipCaller.call(fixture.contact("alice"), SipMedia.of(phone)));
    }

    @Test
    void theNextOwnerKnowsTheRingingCallAndDeclines() {
        first.await(SipEvent.IncomingCall.class);
        SipState known = first.state();
        SipLine second = takeOver(firstSession.handOff());

        assertThat(second.sip().handleId()).isEqualTo(first.sip().handleId());
        assertThat(second.sip().opaqueId()).isEqualTo("desk 12");
        assertThat(second.state()).isEqualTo(known);
        assertThat(second.sip().offer()).isEqualTo(first.sip().offer()).isPresent();
        assertThat(done(second.sip().probe())).isEqualTo(ProbeResult.ALIVE);

        done(second.sip().decline(486));
        assertThat(caller.awaitFinalStatus()).isEqualTo(486);
        assertThat(second.await(SipEvent.Hangup.class).code()).isEqualTo(486);
        assertThat(second.state().call()).isNull();
        assertThat(first.received()).as("what the first owner received").noneMatch(SipEvent.Hangup.class::isInstance);
        assertThat(failure(first.sip().decline(486)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handed off");
    }

    @Test
    void theNextOwnerAnswersTheRingingCallAndBothSidesHearEachOther() {
        first.await(SipEvent.IncomingCall.class);
        HandoverTicket ticket = firstSession.handOff();
        firstClient.close();
        SipLine second = takeOver(HandoverTicket.fromJson(ticket.toJson()));

        JanusPeer peer = fixture.peer();
        Jsep offer = second.sip().offer().orElseThrow();
        done(second.sip().accept(done(peer.answer(offer))));
        second.await(SipEvent.Accepted.class);
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        done(peer.connected());
        done(peer.audio().sendTone(440));
        done(peer.receivedAudio().hears(1000));
        done(phone.hears(440));
        assertThat(second.call().answered()).isTrue();
        assertThat(second.hangUp().code()).isEqualTo(200);
        caller.awaitHungUp();
    }

    @Test
    void aHeldCallStaysHeldAndTheNextOwnerResumesAndEndsIt() {
        first.answer(fixture.peer());
        done(first.sip().hold());
        SipLine second = takeOver(firstSession.handOff());
        assertThat(second.call()).isEqualTo(first.call());
        assertThat(second.call().answered()).isTrue();
        assertThat(second.call().onHold()).isTrue();
        assertThat(second.sip().offer()).isEmpty();

        done(second.sip().unhold());
        assertThat(second.call().onHold()).isFalse();
        second.hangUp();
        caller.awaitHungUp();
    }

    @Test
    void whatHappensBetweenClaimAndAttachmentIsDeliveredToTheFirstListener() {
        first.await(SipEvent.IncomingCall.class);
        HandoverTicket ticket = firstSession.handOff();
        JanusSession session = claim(ticket, JanusClientOptions.defaults());
        caller.cancel();
        done(session.keepalive());

        SipLine second = fixture.line(session, AttachOptions.from(handle(ticket)));
        assertThat(second.await(SipEvent.Hangup.class).code()).isEqualTo(487);
        assertThat(second.state().call()).isNull();
        assertThat(second.sip().offer()).isEmpty();
    }

    @Test
    void aCallThatEndedWhileNobodyHadTheSessionCanNotBeAnsweredAnyMore() {
        first.await(SipEvent.IncomingCall.class);
        HandoverTicket ticket = firstSession.handOff();
        firstClient.close();
        caller.cancel();

        JanusSession session = claim(ticket, SipFixture.IMPATIENT);
        SipLine second = fixture.line(session, AttachOptions.from(handle(ticket)));
        neverAnswered(second.sip().decline(486));
        Jsep offer = second.sip().offer().orElseThrow();
        JanusServerException refusal = (JanusServerException)
                assertThat(failure(second.sip().accept(done(fixture.peer().answer(offer)))))
                        .isInstanceOf(JanusServerException.class)
                        .actual();
        assertThat(refusal.code()).as("Janus itself knows of no offer any more").isEqualTo(469);

        // The account is as good as before.
        SipCaller next = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        second.answer(fixture.peer());
        assertThat(next.awaitFinalStatus()).isEqualTo(200);
        second.hangUp();
    }

    @Test
    void withoutATicketTheNextOwnerKnowsNothingAndCanStillDecline() {
        first.await(SipEvent.IncomingCall.class);
        HandoverTicket ticket = firstSession.handOff();
        JanusSession session = claim(ticket, JanusClientOptions.defaults());
        SipLine second =
                fixture.line(session, AttachOptions.existingHandle(first.sip().handleId()));
        assertThat(second.state()).isEqualTo(SipState.EMPTY);
        done(second.sip().decline(486));
        assertThat(caller.awaitFinalStatus()).isEqualTo(486);
    }

    @Test
    void anAccountAndItsHelperAreTakenOverTogether() {
        SipLine helper = fixture.line(firstSession);
        fixture.register(
                helper,
                SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.HELPER)
                        .username(Objects.requireNonNull(first.state().account()))
                        .masterId(first.state().masterId())
                        .build());
        first.answer(fixture.peer());
        SipCaller another = fixture.keep(SipCaller.call(fixture.contact("alice"), SipFixture.noMedia()));
        helper.await(SipEvent.IncomingCall.class);

        HandoverTicket ticket = firstSession.handOff();
        JanusSession session = claim(ticket, JanusClientOptions.defaults());
        List<SipLine> lines = ticket.handles().stream()
                .map(handle -> fixture.line(session, AttachOptions.from(handle)))
                .toList();
        assertThat(lines).extracting(SipLine::state).containsExactlyInAnyOrder(first.state(), helper.state());
        for (SipLine line : lines) {
            if (Boolean.TRUE.equals(line.state().helper())) {
                done(line.sip().decline(486));
            } else {
                line.hangUp();
            }
        }
        assertThat(another.awaitFinalStatus()).isEqualTo(486);
        caller.awaitHungUp();
    }

    private SipLine takeOver(HandoverTicket ticket) {
        return fixture.line(claim(ticket, JanusClientOptions.defaults()), AttachOptions.from(handle(ticket)));
    }

    private JanusSession claim(HandoverTicket ticket, JanusClientOptions options) {
        JanusSession session = done(fixture.newClient(options).claimSession(ticket.sessionId()));
        fixture.keep(() -> done(session.destroy()));
        return session;
    }

    private static HandleTicket handle(HandoverTicket ticket) {
        return ticket.handle(JanusSipPlugin.TYPE.name()).orElseThrow();
    }
}
