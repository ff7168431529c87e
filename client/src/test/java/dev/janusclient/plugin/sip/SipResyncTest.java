// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipResyncTest {
    private static final String ACCOUNT = "'account':'sip:alice@x','masterId':7";
    private static final Jsep OFFER = Jsep.offer("v=0");

    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusSipPlugin> gap = new AfterAGap<>(janus, JanusSipPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static String idle() {
        return "{" + ACCOUNT + "}";
    }

    private static String call(String direction, boolean answered) {
        return "{" + ACCOUNT + ",'call':{'callId':'c1','peer':'sip:bob@x','direction':'" + direction + "','answered':"
                + answered + ",'onHold':false}}";
    }

    private static String says(String callStatus, String registration) {
        return "{'registration_status':'" + registration + "','call_status':'" + callStatus + "','callee':'sip:bob@x'}";
    }

    private Found<JanusSipPlugin> byAdmin(
            String callStatus, @Nullable Jsep local, boolean negotiated, String known, @Nullable Jsep offer) {
        gap.facts(says(callStatus, "registered"), local, negotiated);
        Found<JanusSipPlugin> found = gap.found(known, offer);
        assertThat(janus.sent()).as("nobody had to be asked").doesNotContain("message:accept");
        return found;
    }

    @ParameterizedTest
    @CsvSource({"INCOMING,false", "INCOMING,true", "OUTGOING,false", "OUTGOING,true"})
    void anyCallThatJanusDoesNotHaveIsOver(String direction, boolean answered) {
        Found<JanusSipPlugin> found = byAdmin("idle", null, false, call(direction, answered), null);
        assertThat(found.received()).singleElement().isInstanceOfSatisfying(SipEvent.Hangup.class, hangup -> {
            assertThat(hangup.code()).isZero();
            assertThat(hangup.callId()).isEqualTo("c1");
        });
        assertThat(found.handle().state().call()).isNull();
        assertThat(found.outcome().unresolved()).contains("why the call with sip:bob@x ended");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void aCallOfOursThatWasAnsweredIsDelivered() {
        Jsep answer = Jsep.answer("v=0");
        Found<JanusSipPlugin> found = byAdmin("incall", answer, true, call("OUTGOING", false), null);
        assertThat(found.received()).singleElement().isInstanceOfSatisfying(SipEvent.Accepted.class, accepted -> {
            assertThat(accepted.jsep()).isEqualTo(answer);
            assertThat(accepted.username()).isEqualTo("sip:bob@x");
        });
        assertThat(found.outcome().mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void aCallThatRangAndWasAnsweredByTheLastOwnerIsDelivered() {
        Found<JanusSipPlugin> found = byAdmin("incall", Jsep.offer("v=0"), true, call("INCOMING", false), OFFER);
        assertThat(found.received()).singleElement().isInstanceOfSatisfying(SipEvent.Accepted.class, accepted -> {
            assertThat(accepted.username()).isNull();
            assertThat(accepted.jsep()).isNull();
        });
        assertThat(found.handle().offer()).isEmpty();
    }

    @Test
    void aCallOfOursThatGoesOnIsWhatItWas() {
        Found<JanusSipPlugin> found = byAdmin("inviting", null, false, call("OUTGOING", false), null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).contains("whether it rings there");
        assertThat(found.outcome().mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void aCallOfOursThatNobodyKnewOfIsFound() {
        Found<JanusSipPlugin> found = byAdmin("inviting", null, false, idle(), null);
        assertThat(found.received()).singleElement().isInstanceOf(SipEvent.Calling.class);
        assertThat(found.handle().state().call()).isNotNull().satisfies(call -> assertThat(call.peer())
                .isEqualTo("sip:bob@x"));
    }

    @Test
    void anotherOfferIsAnotherCall() {
        Jsep newer = Jsep.offer("v=0\r\ns=another\r\n");
        Found<JanusSipPlugin> found = byAdmin("invited", newer, false, call("INCOMING", false), OFFER);
        assertThat(found.received()).hasExactlyElementsOfTypes(SipEvent.Hangup.class, SipEvent.IncomingCall.class);
        assertThat(found.handle().offer()).contains(newer);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(newer, "accept"));
    }

    @Test
    void aCallWithoutAnOfferRingsWithoutOne() {
        Found<JanusSipPlugin> found = byAdmin("invited", null, false, idle(), null);
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(SipEvent.IncomingCall.class, call -> assertThat(call.jsep())
                        .isNull());
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void aStatusThatIsNotKnownIsNotGuessedAt() {
        Found<JanusSipPlugin> found = byAdmin("levitating", null, false, call("INCOMING", false), OFFER);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).contains("whether the call with sip:bob@x goes on");
        assertThat(found.handle().offer()).contains(OFFER);
    }

    @Test
    void aRegistrationThatFailedIsDelivered() {
        gap.facts(says("idle", "failed"), null, false);
        Found<JanusSipPlugin> found = gap.found(idle(), null);
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(SipEvent.RegistrationFailed.class, failed -> assertThat(failed.code())
                        .isZero());
        assertThat(found.handle().state().account()).isNull();
    }

    @Test
    void aRegistrationThatCameAboutIsFoundWithoutItsMasterId() {
        gap.facts(says("idle", "registered"), null, false);
        Found<JanusSipPlugin> found = gap.found("{'account':'sip:alice@x'}", null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).contains("sip:alice@x is registered");
        assertThat(found.outcome().unresolved()).contains("the master id of sip:alice@x");
    }

    private void refuses(int code, String error) {
        janus.answer(
                "message:accept",
                FakeJanus.ACK,
                AfterAGap.event(
                        "janus.plugin.sip", "{'sip':'event','error_code':" + code + ",'error':'" + error + "'}"));
    }

    @Test
    void theRefusalOfAnEmptyAcceptNamesTheState() {
        refuses(447, "Wrong state (not invited? status=incall)");
        Found<JanusSipPlugin> found = gap.found(call("INCOMING", true), null);
        assertThat(found.received()).as("the listeners asked for nothing").isEmpty();
        assertThat(found.outcome().findings()).isEmpty();
        assertThat(found.handle().state().call()).isNotNull();
        assertThat(janus.lastFrame().body()).hasToString("{\"request\":\"accept\"}");
    }

    @Test
    void aMissingDescriptionIsMissedOnlyWhileItRings() {
        refuses(448, "Missing SDP");
        Found<JanusSipPlugin> found = gap.found(call("INCOMING", false), OFFER);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(OFFER, "accept"));
    }

    @Test
    void aRefusalThatNamesNoStateSaysNothing() {
        refuses(499, "something else");
        Found<JanusSipPlugin> found = gap.found(call("INCOMING", false), OFFER);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).contains("whether the call with sip:bob@x goes on");
    }

    @Test
    void aHandleWithoutAnAccountHasNoCallToAskAbout() {
        Found<JanusSipPlugin> found = gap.found("{}", null);
        assertThat(found.received()).isEmpty();
        assertThat(janus.sent()).doesNotContain("message:accept");
        assertThat(found.outcome().unresolved()).contains("whether there is a call");
    }

    @Test
    void onlyTheRefusalOfOurOwnQuestionIsKeptFromListeners() {
        refuses(447, "Wrong state (not invited? status=idle)");
        Found<JanusSipPlugin> found = gap.found(idle(), null);
        List<SipEvent.Refused> heard = new ArrayList<>();
        found.handle().on(SipEvent.Refused.class, heard::add);
        assertThat(heard).isEmpty();
        Outcome.failure(found.handle().accept(Jsep.answer("v=0")), JanusPluginException.class);
        assertThat(heard).hasSize(1);
    }
}
