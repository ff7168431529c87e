// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ConnectionState.Resumed;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.InFlightRequest;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an outcome must not promise, although a journal says that it has heard everything. */
class OutcomeTruthTest {
    private static final SipRequest.Register ACCOUNT =
            SipRequest.Register.builder().username("sip:alice@x").build();

    /** Has heard everything, and there was nothing. */
    private static final GapSource JOURNAL = new GapSource() {
        @Override
        public String name() {
            return "journal";
        }

        @Override
        public CompletableFuture<Findings> query(HandoverTicket ticket) {
            return CompletableFuture.completedFuture(new Findings(true, List.of(), Map.of(), List.of(), null));
        }
    };

    private final FakeJanus janus = new FakeJanus();
    private final List<ReclaimOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusClient client() {
        JanusClient client = janus.client(options ->
                options.recovery(RecoveryOptions.builder().source(JOURNAL).build()));
        client.on(Resumed.class, resumed -> outcomes.addAll(resumed.outcomes()));
        return client;
    }

    private JanusSipPlugin sip() {
        return Outcome.of(Outcome.of(client().createSession()).attach(JanusSipPlugin.TYPE));
    }

    private ReclaimOutcome lostAndReclaimed() {
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.scheduler().advance(Duration.ofSeconds(5));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static List<String> unknown(ReclaimOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        return ((ReclaimOutcome.ResumedWithGap) outcome).gap().unresolved();
    }

    @Test
    void withNothingInFlightNothingWasMissed() {
        sip();
        assertThat(lostAndReclaimed()).isInstanceOf(ReclaimOutcome.Resumed.class);
    }

    @Test
    void aRequestThatWasInFlightIsNamed() {
        JanusSipPlugin sip = sip();
        janus.answer("message:register", FakeJanus.ACK);
        CompletableFuture<?> register = sip.register(ACCOUNT);
        ReclaimOutcome outcome = lostAndReclaimed();
        failure(register, JanusConnectionLostException.class);
        assertThat(unknown(outcome)).anyMatch(open -> open.endsWith("the outcome of 'register', which was in flight"));
        assertThat(outcome.handles().get(0).unresolved()).contains("the outcome of 'register', which was in flight");
    }

    @Test
    void anAttachThatWasInFlightIsTheSessionsOwn() {
        JanusSipPlugin sip = sip();
        janus.silent("attach");
        failure(lostDuring(sip.session().attach(JanusSipPlugin.TYPE)), JanusConnectionLostException.class);
        assertThat(unknown(outcomes.get(0))).contains("the outcome of 'attach', which was in flight");
    }

    private <T> CompletableFuture<T> lostDuring(CompletableFuture<T> request) {
        lostAndReclaimed();
        return request;
    }

    @Test
    void whatOnlyAsksMakesNoGap() {
        JanusSipPlugin sip = sip();
        janus.silent("keepalive");
        CompletableFuture<?> probe = sip.probe();
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.answer("keepalive", FakeJanus.ACK);
        janus.scheduler().advance(Duration.ofSeconds(5));
        assertThat(probe).isCompleted();
        assertThat(outcomes).singleElement().isInstanceOf(ReclaimOutcome.Resumed.class);
    }

    @Test
    void aRequestThatWasGivenUpInTheSilenceBeforeTheLossIsNamedToo() {
        JanusSipPlugin sip = sip();
        janus.silent("message:register").silent("keepalive").silent("ping");
        CompletableFuture<?> register = sip.register(ACCOUNT);
        janus.scheduler().advance(Duration.ofSeconds(12));
        failure(register, JanusTimeoutException.class);
        janus.answer("keepalive", FakeJanus.ACK);
        assertThat(unknown(lostAndReclaimed())).anyMatch(open -> open.contains("'register'"));
    }

    @Test
    void aTicketNamesWhatIsInFlight() {
        JanusSipPlugin sip = sip();
        janus.silent("message:register");
        sip.register(ACCOUNT);
        String transaction = janus.lastFrame().transaction();
        HandoverTicket ticket = HandoverTicket.fromJson(sip.session().ticket().toJson());
        assertThat(ticket.inFlight()).containsExactly(new InFlightRequest(sip.handleId(), "register", transaction));
        janus.push("{'janus':'event','session_id':" + sip.session().id() + ",'sender':" + sip.handleId()
                + ",'transaction':'" + transaction + "','plugindata':{'plugin':'janus.plugin.sip','data':"
                + "{'sip':'event','result':{'event':'registering'}}}}");
        assertThat(sip.session().ticket().inFlight()).isEmpty();
    }

    @Test
    void moreEventsThanCanBeKeptWhileOlderOnesAreDeliveredMakeAGap() {
        JanusSipPlugin sip = sip();
        janus.handler("claim", frame -> {
            for (int i = 0; i < 10_007; i++) {
                janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
            }
            janus.push(janus.fill(FakeJanus.SUCCESS, frame));
        });
        ReclaimOutcome outcome = lostAndReclaimed();
        assertThat(unknown(outcome)).anyMatch(open -> open.contains("7 events"));
        assertThat(outcome.handles().get(0).unresolved()).anyMatch(open -> open.contains("7 events"));
    }

    @Test
    void whatIsNotReportedToEventHandlersIsUnknown() {
        JanusEchoTestPlugin echo =
                Outcome.of(Outcome.of(client().createSession()).attach(JanusEchoTestPlugin.TYPE));
        janus.handler(
                "message:null",
                frame -> janus.push(janus.fill(
                        "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                                + "'janus.plugin.echotest','data':{'echotest':'event','result':'ok'}}}",
                        frame)));
        Outcome.of(echo.start(Jsep.offer("v=0\r\nm=video 9 UDP 96\r\na=simulcast:send h;m;l\r\n")));
        assertThat(echo.session().ticket().handles().get(0).unreplayable())
                .containsExactly("which simulcast layer came back");
        assertThat(unknown(lostAndReclaimed())).anyMatch(open -> open.endsWith("which simulcast layer came back"));
    }

    @Test
    void aHandleThatWasAttachedByItsIdDoesNotClaimToHaveNoMedia() {
        JanusSession session = Outcome.of(client().createSession());
        JanusSipPlugin known = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        assertThat(known.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        JanusSipPlugin stranger = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(4711L)));
        assertThat(stranger.mediaRecovery()).isEqualTo(new MediaRecovery.Unknown());
        janus.push("{'janus':'hangup','session_id':" + session.id() + ",'sender':4711,'reason':'done'}");
        assertThat(stranger.mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void anAnswerThatSomebodyElseGetsIsNotWaitedForLong() {
        JanusSipPlugin sip = sip();
        janus.answer(
                "message:register",
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.sip','data':{'sip':'event','result':{'event':'registered','username':'alice',"
                        + "'register_sent':true,'master_id':1}}}}");
        Outcome.of(sip.register(ACCOUNT));
        janus.silent("message:hold");
        sip.hold();
        // How a call is it asks with a request that is refused; the refusal goes to whoever has claimed meanwhile.
        janus.answer("message:accept", FakeJanus.ACK);
        assertThat(lostAndReclaimed()).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(janus.frames("message:accept")).hasSize(1);
        janus.scheduler().advance(Duration.ofSeconds(20));
    }
}
