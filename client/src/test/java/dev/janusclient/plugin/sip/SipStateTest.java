// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.plugin.sip.SipState.SipCall;
import dev.janusclient.recovery.MediaRecovery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The state as a pure function of events. */
class SipStateTest {
    private static final Jsep OFFER = Jsep.offer("v=0\r\n");
    private static final SipEvent.IncomingCall INCOMING = new SipEvent.IncomingCall(
            "sip:bob@x",
            "Bob",
            "sip:alice@x",
            Map.of("X-A", "b"),
            "sip:ref",
            "rep",
            false,
            null,
            OFFER,
            "c1",
            Map.of());
    private static final SipEvent.Registered REGISTERED =
            new SipEvent.Registered("alice", true, 99, false, null, null, null, Map.of());
    private static final SipEvent.Hangup HANGUP =
            new SipEvent.Hangup(200, "BYE", null, null, null, null, "c1", Map.of());

    private static SipState after(SipEvent... events) {
        SipState state = SipState.EMPTY;
        for (SipEvent event : events) {
            assertThat(SipState.TABLE.isChangedBy(event.getClass())).isTrue();
            state = then(state, event);
        }
        return state;
    }

    private static SipState then(SipState state, SipEvent event) {
        return SipState.TABLE.after(state, event);
    }

    private static SipEvent.Accepted accepted() {
        return new SipEvent.Accepted("sip:bob@x", false, null, null, "c1", Map.of());
    }

    @Test
    void aRegistrationIsKeptUnderTheAddressThatWasAskedFor() {
        SipState state = then(SipState.EMPTY.asked("sip:alice@x"), REGISTERED);
        assertThat(state.account()).isEqualTo("sip:alice@x");
        assertThat(state.masterId()).isEqualTo(99);
        assertThat(after(REGISTERED).account()).isEqualTo("alice");
    }

    @Test
    void aRegistrationThatEndsOrFailsIsForgottenAndTheCallIsNot() {
        SipState both = then(then(SipState.EMPTY.asked("sip:alice@x"), REGISTERED), INCOMING);
        SipState ended = then(both, new SipEvent.Unregistered("alice", null, null, null, Map.of()));
        assertThat(ended.account()).isNull();
        assertThat(ended.masterId()).isNull();
        assertThat(ended.call()).isEqualTo(both.call());
        SipState failed = then(both, new SipEvent.RegistrationFailed(401, "No", null, null, Map.of()));
        assertThat(failed.account()).isNull();
        assertThat(failed.pendingOffer()).isEqualTo(OFFER);
    }

    @Test
    void anIncomingCallIsKeptWithEverythingThatCanNotBeAskedForAgain() {
        SipState state = after(INCOMING);
        assertThat(state.pendingOffer()).isSameAs(OFFER);
        assertThat(state.call())
                .isEqualTo(new SipCall(
                        "c1",
                        "sip:bob@x",
                        "Bob",
                        "sip:alice@x",
                        Map.of("X-A", "b"),
                        SipCall.Direction.INCOMING,
                        false,
                        false,
                        "sip:ref",
                        "rep",
                        null,
                        false));
    }

    @Test
    void anAcceptedCallIsAnsweredAndItsOfferIsUsedUp() {
        SipState state = after(INCOMING, accepted());
        assertThat(state.pendingOffer()).isNull();
        assertThat(state.call()).satisfies(call -> assertThat(call.answered()).isTrue());
    }

    @Test
    void holdAndResumeLeaveTheRestAlone() {
        SipState answered = after(INCOMING, accepted());
        SipState held = then(answered, new SipEvent.Holding("c1", Map.of()));
        assertThat(held.call()).satisfies(call -> {
            assertThat(call.onHold()).isTrue();
            assertThat(call.answered()).isTrue();
        });
        assertThat(then(held, new SipEvent.Resuming("c1", Map.of()))).isEqualTo(answered);
    }

    @Test
    void anUpdateOfThePeersBringsAnOfferThatItsAnswerUsesUp() {
        SipEvent.UpdatingCall update = new SipEvent.UpdatingCall(
                "sip:bob@x", null, "sip:alice@x", null, null, null, false, null, OFFER, "c1", Map.of());
        SipState updating = after(INCOMING, accepted(), update);
        assertThat(updating.pendingOffer()).isSameAs(OFFER);
        assertThat(updating.call())
                .satisfies(call -> assertThat(call.answered()).isTrue());
        assertThat(then(updating, new SipEvent.Updated("c1", Map.of())).pendingOffer())
                .isNull();
    }

    @Test
    void earlyMediaOfOursUsesTheOfferUpLikeAnAnswer() {
        SipState early = after(INCOMING, new SipEvent.Progressed("c1", Map.of()));
        assertThat(early.pendingOffer()).isNull();
        assertThat(SipState.TABLE.recovery(early))
                .isInstanceOfSatisfying(MediaRecovery.Unrecoverable.class, over -> assertThat(over.why())
                        .contains("early media"));
        assertThat(Json.encode(SipState.class, early).as(SipState.class)).isEqualTo(early);
    }

    @Test
    void tonesInsideTheAudioMayHaveBeenMissedWhereThePeerSendsThem() {
        Jsep tones = Jsep.offer("v=0\r\nm=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 Telephone-Event/8000\r\n");
        SipState ringing = then(SipState.EMPTY, incoming(tones));
        assertThat(unreplayable(ringing)).as("no audio yet").isEmpty();
        assertThat(unreplayable(then(ringing, new SipEvent.Progressed("c1", Map.of()))))
                .hasSize(1);
        SipState answered = then(ringing, accepted());
        assertThat(unreplayable(answered)).hasSize(1);
        assertThat(unreplayable(then(answered, HANGUP))).isEmpty();
        assertThat(unreplayable(after(INCOMING, accepted())))
                .as("a peer without them")
                .isEmpty();
        assertThat(unreplayable(then(then(SipState.EMPTY, incoming(null)), accepted())))
                .as("not known")
                .hasSize(1);
        SipState outgoing = SipState.EMPTY.calling("sip:bob@x");
        assertThat(unreplayable(outgoing)).isEmpty();
        assertThat(unreplayable(then(outgoing, new SipEvent.Progress("sip:bob@x", false, null, tones, "c1", Map.of()))))
                .hasSize(1);
    }

    private static SipEvent.IncomingCall incoming(@Nullable Jsep offer) {
        return new SipEvent.IncomingCall(
                "sip:bob@x", "Bob", "sip:alice@x", null, null, null, false, null, offer, "c1", Map.of());
    }

    /** The versions from which on something is not reported in a state. */
    private static List<String> unreplayable(SipState state) {
        return SipState.TABLE.unreplayable().stream()
                .filter(row -> row.when().test(state))
                .map(StateTable.Unreplayable::since)
                .toList();
    }

    @Test
    void aCallThatIsOverIsForgottenWithItsOffer() {
        assertThat(after(INCOMING, HANGUP)).isEqualTo(SipState.EMPTY);
        SipState registered = after(REGISTERED);
        assertThat(after(REGISTERED, INCOMING, accepted(), HANGUP)).isEqualTo(registered);
    }

    @Test
    void anOutgoingCallGetsItsNameFromJanus() {
        SipState calling = SipState.EMPTY.calling("sip:bob@x");
        assertThat(calling.call()).satisfies(call -> {
            assertThat(call.callId()).isNull();
            assertThat(call.direction()).isEqualTo(SipCall.Direction.OUTGOING);
            assertThat(call.peer()).isEqualTo("sip:bob@x");
        });
        SipState named = then(calling, new SipEvent.Calling("c7", Map.of()));
        assertThat(named.call()).satisfies(call -> assertThat(call.callId()).isEqualTo("c7"));
        assertThat(then(named, accepted()).call())
                .satisfies(call -> assertThat(call.answered()).isTrue());
    }

    @Test
    void newsOfACallThatIsNotThereChangeNothing() {
        assertThat(after(
                        accepted(),
                        new SipEvent.Holding(null, Map.of()),
                        new SipEvent.Resuming(null, Map.of()),
                        new SipEvent.Calling("c", Map.of())))
                .isEqualTo(SipState.EMPTY);
    }

    @Test
    void aResetForgetsEverything() {
        assertThat(after(REGISTERED, INCOMING, new SipEvent.Reset(null, Map.of())))
                .isEqualTo(SipState.EMPTY);
    }

    @Test
    void otherEventsNeedNotBeDecodedForTheState() {
        assertThat(SipState.TABLE.isChangedBy(SipEvent.Ringing.class)).isFalse();
        assertThat(SipState.TABLE.isChangedBy(SipEvent.Unknown.class)).isFalse();
        SipState state = after(INCOMING);
        assertThat(then(state, new SipEvent.Ringing(null, null, Map.of()))).isSameAs(state);
    }

    @Test
    void theStateGoesThroughJsonUnchanged() {
        SipState state = after(REGISTERED, INCOMING, accepted());
        assertThat(Json.encode(SipState.class, state).as(SipState.class)).isEqualTo(state);
        assertThat(Json.encode(SipState.class, SipState.EMPTY)).hasToString("{}");
    }
}
