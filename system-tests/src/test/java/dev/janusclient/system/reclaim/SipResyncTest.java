// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.webrtc.JanusPeer;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a SIP handle finds out about a time in which nobody listened. */
@Tag("sip-tester")
@Timeout(60)
class SipResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("sip");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private static final String ADDRESS = PrivateNetwork.address();

    private Gap<JanusSipPlugin> gap;
    private HandleEvents first;
    private SipRegistrar registrar;

    @BeforeEach
    void alice() {
        registrar = stage.keep(SipRegistrar.start(ADDRESS));
        gap = new Gap<>(stage, JANUS.server(), JanusSipPlugin.TYPE);
        first = stage.listen(gap.first);
        stage.done(gap.first.register(SipRequest.Register.builder()
                .username("sip:alice@" + registrar.address() + ":" + registrar.port())
                .secret(Secret.of("any"))
                .proxy(registrar.proxy())
                .build()));
        first.await(SipEvent.Registered.class);
    }

    private SipCaller call() {
        return stage.keep(SipCaller.call(registrar.awaitContact("alice"), SipMedia.none(ADDRESS)));
    }

    private void answered() {
        SipEvent.IncomingCall call = first.await(SipEvent.IncomingCall.class);
        JanusPeer peer = stage.peer();
        stage.done(gap.first.accept(stage.done(peer.answer(Objects.requireNonNull(call.jsep())))));
        stage.done(peer.connected());
    }

    private String callStatus() {
        return gap.atJanus().string("call_status");
    }

    private void thatCallIsOver(Gap.Back<JanusSipPlugin> back, SipState.SipCall call) {
        SipEvent.Hangup hangup = (SipEvent.Hangup) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(SipEvent.Hangup.class)
                .actual();
        assertThat(hangup.code()).as("no status is made up").isZero();
        assertThat(hangup.callId()).isEqualTo(call.callId());
        assertThat(back.handle.state().call()).isNull();
        assertThat(back.handle.offer()).isEmpty();
        assertThat(back.outcome.findings()).containsExactly("the call with " + call.peer() + " is over");
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.startsWith("why the call"));
        assertThat(back.outcome.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        assertThat(callStatus()).isEqualTo("idle");
    }

    @Test
    void aCallThatWasGivenUpIsOver() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        SipState.SipCall call = Objects.requireNonNull(gap.first.state().call());
        gap.begins();
        caller.cancel();
        thatCallIsOver(gap.endsWithAdmin(), call);
    }

    @Test
    void thePluginItselfLetsOutThatTheCallIsOver() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        SipState.SipCall call = Objects.requireNonNull(gap.first.state().call());
        gap.begins();
        caller.cancel();
        thatCallIsOver(gap.ends(), call);
    }

    @Test
    void aCallThatStillRingsIsAnsweredAfterItWasAskedAbout() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        SipState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(known);
        assertThat(back.outcome.findings()).isEmpty();
        MediaRecovery.AnswerOffer media = (MediaRecovery.AnswerOffer) assertThat(back.outcome.mediaRecovery())
                .isInstanceOf(MediaRecovery.AnswerOffer.class)
                .actual();
        assertThat(media.request()).isEqualTo("accept");
        assertThat(callStatus()).as("it was asked about, and not touched").isEqualTo("invited");
        JanusPeer peer = stage.peer();
        stage.done(back.handle.accept(stage.done(peer.answer(media.offer()))));
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        stage.done(peer.connected());
        stage.done(back.handle.hangupCall());
        caller.awaitHungUp();
    }

    @Test
    void aCallThatCameInTheGapIsAnsweredWithTheOfferThatJanusStillHas() {
        gap.begins();
        SipCaller caller = call();
        caller.awaitRinging();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        SipEvent.IncomingCall call = (SipEvent.IncomingCall) assertThat(back.replayed())
                .singleElement()
                .isInstanceOf(SipEvent.IncomingCall.class)
                .actual();
        assertThat(call.username()).isEqualTo(gap.atJanus().string("callee"));
        assertThat(call.callee())
                .as("nobody can know whom the caller asked for")
                .isNull();
        assertThat(call.callId()).isNull();
        assertThat(back.outcome.findings()).containsExactly("a call of " + call.username() + " rings");
        Jsep offer = back.handle.offer().orElseThrow();
        assertThat(offer).isEqualTo(call.jsep());
        JanusPeer peer = stage.peer();
        stage.done(back.handle.accept(stage.done(peer.answer(offer))));
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        stage.done(peer.connected());
        stage.done(back.handle.hangupCall());
        caller.awaitHungUp();
    }

    @Test
    void withoutTheAdminApiACallThatCameInTheGapIsSaidToRing() {
        gap.begins();
        SipCaller caller = call();
        caller.awaitRinging();
        Gap.Back<JanusSipPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.outcome.findings()).containsExactly("a call rings");
        assertThat(back.outcome.unresolved()).contains("who calls, and the offer to answer");
        stage.done(back.handle.decline(486));
        assertThat(caller.awaitFinalStatus()).isEqualTo(486);
    }

    @Test
    void anotherCallThatRingsIsNotTakenForTheFirst() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        SipState known = gap.first.state();
        gap.begins();
        caller.cancel();
        // Until then Janus refuses the next one.
        await().until(() -> gap.atJanus().member("establishing").asLong() == 0);
        SipCaller next = call();
        next.awaitRinging();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).hasExactlyElementsOfTypes(SipEvent.Hangup.class, SipEvent.IncomingCall.class);
        assertThat(back.handle.offer()).isPresent().isNotEqualTo(known.pendingOffer());
        stage.done(back.handle.decline(486));
        assertThat(next.awaitFinalStatus()).isEqualTo(486);
    }

    @Test
    @SinceJanus("1.3.1")
    void aCallWithEarlyMediaOfTheLastOwnerCanNotBeAnswered() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        earlyMedia();
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).isEmpty();
        canOnlyBeRefused(back, caller);
    }

    @Test
    @SinceJanus("1.3.1")
    void aTicketFromBeforeTheEarlyMediaIsBroughtUpToDate() {
        SipCaller caller = call();
        first.await(SipEvent.IncomingCall.class);
        gap.ticketIsTaken();
        earlyMedia();
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).singleElement().isInstanceOf(SipEvent.Progressed.class);
        canOnlyBeRefused(back, caller);
    }

    private void earlyMedia() {
        JanusPeer peer = stage.peer();
        Jsep offer = gap.first.offer().orElseThrow();
        stage.done(gap.first.progress(SipRequest.Accept.PLAIN, stage.done(peer.answer(offer))));
        stage.done(peer.connected());
    }

    private void canOnlyBeRefused(Gap.Back<JanusSipPlugin> back, SipCaller caller) {
        assertThat(callStatus()).isEqualTo("progress");
        assertThat(back.outcome.mediaRecovery())
                .isInstanceOfSatisfying(MediaRecovery.Unrecoverable.class, over -> assertThat(over.why())
                        .contains("early media"));
        assertThat(back.handle.offer()).isEmpty();
        stage.done(back.handle.decline(486));
        assertThat(caller.awaitFinalStatus()).isEqualTo(486);
    }

    @Test
    void anAnsweredCallGoesOnAndItsLegIsOver() {
        SipCaller caller = call();
        answered();
        SipState known = gap.first.state();
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.ends();
        assertThat(back.replayed()).isEmpty();
        assertThat(back.handle.state()).isEqualTo(known);
        assertThat(back.outcome.unresolved()).contains("whether the call is on hold");
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
        assertThat(callStatus()).isEqualTo("incall");
        stage.done(back.handle.hangupCall());
        caller.awaitHungUp();
    }

    @Test
    void aTicketFromBeforeTheCallIsBroughtUpToDate() {
        gap.ticketIsTaken();
        SipCaller caller = call();
        answered();
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        assertThat(back.replayed()).singleElement().isInstanceOf(SipEvent.Accepted.class);
        SipState.SipCall call = Objects.requireNonNull(back.handle.state().call());
        assertThat(call.answered()).isTrue();
        assertThat(call.peer()).isEqualTo(gap.atJanus().string("callee"));
        assertThat(call.direction()).as("nobody can know who called").isNull();
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
        stage.done(back.handle.hangupCall());
        caller.awaitHungUp();
    }

    @Test
    void anAccountThatWasTakenOffItsRegistrarIsSaidToBe() {
        gap.ticketIsTaken();
        stage.done(gap.first.unregister());
        first.await(SipEvent.Unregistered.class);
        gap.begins();
        Gap.Back<JanusSipPlugin> back = gap.endsWithAdmin();
        assertThat(gap.atJanus().string("registration_status")).isEqualTo("unregistered");
        assertThat(back.replayed()).singleElement().isInstanceOf(SipEvent.Unregistered.class);
        assertThat(back.handle.state().account()).isNull();
    }
}
