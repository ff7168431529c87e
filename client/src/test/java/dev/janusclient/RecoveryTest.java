// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.ConnectionState.Connected;
import dev.janusclient.ConnectionState.Resumed;
import dev.janusclient.ConnectionState.Suspended;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that is lost while sessions live on it. */
class RecoveryTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final FakeJanus janus = new FakeJanus();
    private final List<ConnectionState> states = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusClient client() {
        return client(recovery -> {});
    }

    private JanusClient client(Consumer<RecoveryOptions.Builder> with) {
        RecoveryOptions.Builder recovery = RecoveryOptions.builder();
        with.accept(recovery);
        JanusClient client = janus.client(options -> options.recovery(recovery.build()));
        client.on(ConnectionState.class, states::add);
        return client;
    }

    private static JanusSipPlugin sip(JanusClient client) {
        return Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
    }

    private void lose() {
        janus.lose(CloseReason.Kind.IO_ERROR);
    }

    private void later() {
        janus.scheduler().advance(A_WHILE);
    }

    @Test
    void sessionsAndHandlesGoOnOverANewConnectionAsIfNothingHadHappened() {
        JanusClient client = client();
        JanusSipPlugin sip = sip(client);
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        lose();
        assertThat(sip.session().isActive()).isFalse();
        assertThat(sip.session().isSuspended()).isTrue();
        janus.forget();
        later();
        assertThat(sip.session().isActive()).isTrue();
        assertThat(sip.isAttached()).isTrue();
        // No attach, and no request of the application's.
        assertThat(janus.sent()).containsExactly("info", "claim", "keepalive");
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(1);
        assertThat(states).hasSize(3);
        assertThat(states.get(0)).isInstanceOf(Connected.class);
        assertThat(states.get(1)).isInstanceOfSatisfying(Suspended.class, suspended -> {
            assertThat(suspended.reason().kind()).isEqualTo(CloseReason.Kind.IO_ERROR);
            assertThat(suspended.attempt()).isZero();
        });
        assertThat(outcomes()).singleElement().isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(client.connectionState()).isSameAs(states.get(2));
    }

    private List<ReclaimOutcome> outcomes() {
        return states.stream()
                .filter(Resumed.class::isInstance)
                .flatMap(state -> ((Resumed) state).outcomes().stream())
                .toList();
    }

    @Test
    void aSessionThatIsGoneIsLostWithItsReason() {
        JanusClient client = client();
        JanusSession session = Outcome.of(client.createSession());
        List<CoreEvent> received = new ArrayList<>();
        session.on(CoreEvent.class, received::add);
        janus.refuse("claim", 458);
        lose();
        later();
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> assertThat(
                        lost.reason())
                .isEqualTo(LostReason.GONE));
        assertThat(session.isActive()).isFalse();
        assertThat(session.isSuspended()).isFalse();
        assertThat(received)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ConnectionLost", "SessionGone", "Reclaimed");
    }

    @Test
    void aServerThatWasDownAndKnowsTheSessionNoMoreWasRestarted() {
        JanusClient client = client();
        Outcome.of(client.createSession());
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        later();
        janus.refuseConnects(null);
        janus.refuse("claim", 458);
        // The longest wait between two attempts is 5 seconds.
        janus.scheduler().advance(Duration.ofSeconds(6));
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> assertThat(
                        lost.reason())
                .isEqualTo(LostReason.SERVER_RESTARTED));
    }

    @Test
    void aServerThatWasRestartedIsNotSaidToHaveWaitedTooShort() {
        janus.timeouts(60, 30);
        Outcome.of(client().createSession());
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        // Longer than a session is certain to be kept, and not so long that no more attempts are made.
        janus.scheduler().advance(Duration.ofSeconds(24));
        janus.refuseConnects(null);
        janus.refuse("claim", 458);
        janus.scheduler().advance(Duration.ofSeconds(6));
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> assertThat(
                        lost.reason())
                .isEqualTo(LostReason.SERVER_RESTARTED));
    }

    @Test
    void theTicketOfASuspendedSessionIsOfTheMomentOfTheLoss() {
        JanusSipPlugin sip = sip(client());
        HandoverTicket before = sip.session().ticket();
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        Instant lost = Instant.now();
        janus.scheduler().advance(Duration.ofSeconds(3));
        HandoverTicket suspended = sip.session().ticket();
        assertThat(suspended.issuedAt()).isBetween(before.issuedAt(), lost);
        assertThat(suspended.handles()).isEqualTo(before.handles());
        janus.refuseConnects(null);
        janus.scheduler().advance(Duration.ofSeconds(6));
    }

    @Test
    void mediaOfThisProcessGoOnAndThatIsSaid() {
        JanusSipPlugin own = sip(client());
        calls(own);
        lose();
        janus.scheduler().advance(Duration.ofSeconds(5));
        assertThat(outcomes()).singleElement().satisfies(outcome -> assertThat(
                        outcome.handles().get(0).mediaRecovery())
                .isEqualTo(new MediaRecovery.Unaffected()));
    }

    @Test
    void mediaOfTheLastOwnerAreOverUntilThisOneNegotiatesItsOwn() {
        JanusSipPlugin before = sip(client());
        calls(before);
        HandoverTicket ticket = before.session().handOff();
        JanusSession session = Outcome.of(client().claimSession(ticket.sessionId()));
        JanusSipPlugin sip = Outcome.of(session.attach(
                JanusSipPlugin.TYPE, AttachOptions.from(ticket.handles().get(0))));
        assertThat(sip.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
        janus.answer("message:update", FakeJanus.ACK, EVENT_OF_SIP.replace("$R", "{'event':'updating'}"));
        Outcome.of(sip.update(Jsep.offer("v=0")));
        assertThat(sip.mediaRecovery()).isEqualTo(new MediaRecovery.Unaffected());
    }

    private static final String EVENT_OF_SIP = "{'janus':'event','transaction':'$T','session_id':$S,'sender':$H,"
            + "'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','result':$R}}}";

    private void calls(JanusSipPlugin sip) {
        for (String result : List.of(
                "{'event':'incomingcall','username':'sip:bob@x','callee':'sip:us@x'}", "{'event':'accepted'}")) {
            janus.push(EVENT_OF_SIP
                    .replace("'transaction':'$T',", "")
                    .replace("$S", String.valueOf(sip.session().id()))
                    .replace("$H", String.valueOf(sip.handleId()))
                    .replace("$R", result));
        }
        assertThat(sip.state().call()).isNotNull();
    }

    @Test
    void aServerThatKeepsNoSessionsSaysSo() {
        janus.timeouts(60, 0);
        Outcome.of(client().createSession());
        janus.refuse("claim", 458);
        lose();
        later();
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> {
            assertThat(lost.reason()).isEqualTo(LostReason.RECLAIM_DISABLED);
            assertThat(lost.detail()).contains("reclaim_session_timeout");
        });
    }

    @Test
    void aTokenThatIsRefusedMeanwhileIsItsOwnReason() {
        Outcome.of(client().createSession());
        janus.refuse("claim", 403);
        lose();
        later();
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> assertThat(
                        lost.reason())
                .isEqualTo(LostReason.UNAUTHORIZED));
    }

    @Test
    void whatWasInFlightEndsWithOutcomeUnknownAndIsNotSentAgain() {
        JanusSipPlugin sip = sip(client());
        janus.silent("message:hold");
        CompletableFuture<?> hold = sip.hold();
        lose();
        failure(hold, JanusConnectionLostException.class);
        later();
        assertThat(janus.frames("message:hold")).hasSize(1);
    }

    @Test
    void whatOnlyAsksIsSentAgain() {
        JanusSipPlugin sip = sip(client());
        janus.silent("keepalive");
        CompletableFuture<ProbeResult> probe = sip.probe();
        lose();
        assertThat(probe).isNotDone();
        janus.answer("keepalive", FakeJanus.ACK);
        later();
        assertThat(Outcome.of(probe)).isEqualTo(ProbeResult.ALIVE);
    }

    @Test
    void whatOnlyAsksWaitsNoLongerThanItsDeadline() {
        JanusSipPlugin sip = sip(client(recovery -> recovery.giveUpAfter(Duration.ofMinutes(5))));
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        CompletableFuture<ProbeResult> probe = sip.probe();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(probe, JanusTimeoutException.class);
    }

    @Test
    void whatChangesSomethingIsRefusedWhileTheSessionIsSuspended() {
        JanusSipPlugin sip = sip(client());
        lose();
        janus.forget();
        assertThat(failure(sip.hold(), JanusNotSentException.class)).hasMessageContaining("is being recovered");
        assertThatThrownBy(() -> sip.session().attach(JanusSipPlugin.TYPE))
                .isInstanceOf(JanusNotSentException.class)
                .hasMessageContaining("is being recovered");
        assertThatThrownBy(() -> sip.session().handOff())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is being recovered");
        assertThat(janus.sent()).isEmpty();
        later();
    }

    @Test
    void attemptsAreSpreadAndEndWhenTheSessionCanNotBeThereAnyMore() {
        JanusSession session = Outcome.of(client().createSession());
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        janus.scheduler().advance(Duration.ofMinutes(2));
        assertThat(session.isSuspended()).isFalse();
        assertThat(states.get(states.size() - 1))
                .isInstanceOfSatisfying(ConnectionState.Lost.class, lost -> assertThat(lost.reason())
                        .isEqualTo(LostReason.UNREACHABLE));
        long attempts = states.stream().filter(Suspended.class::isInstance).count();
        // At most a second and a half at first, then 2.5 seconds on average.
        assertThat(attempts).isBetween(15L, 80L);
        assertThat(janus.scheduler().activeTasks()).isZero();
    }

    @Test
    void aConnectionThatIsLostDuringTheClaimIsTriedAgain() {
        JanusSipPlugin sip = sip(client());
        janus.silent("claim");
        lose();
        later();
        lose();
        janus.answer("claim", FakeJanus.SUCCESS);
        janus.scheduler().advance(Duration.ofSeconds(6));
        assertThat(sip.session().isActive()).isTrue();
        assertThat(outcomes()).singleElement().isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
    }

    @Test
    void aHandleThatIsGoneIsReportedAndTheOthersGoOn() {
        JanusSession session = Outcome.of(client().createSession());
        JanusSipPlugin first = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        JanusSipPlugin second = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.handler(
                "keepalive",
                frame -> janus.push(janus.fill(
                        frame.number("handle_id") == first.handleId()
                                ? "{'janus':'error','transaction':'$T','error':{'code':459,'reason':'gone'}}"
                                : FakeJanus.ACK,
                        frame)));
        lose();
        later();
        assertThat(first.isAttached()).isFalse();
        assertThat(second.isAttached()).isTrue();
        ReclaimOutcome outcome = outcomes().get(0);
        assertThat(outcome.handle(first.handleId()).orElseThrow().isUsable()).isFalse();
        assertThat(outcome.handle(second.handleId()).orElseThrow().isUsable()).isTrue();
    }

    /** A journal that has heard what a test says. */
    private record Journal(boolean complete, List<MissedEvent> events) implements GapSource {
        @Override
        public String name() {
            return "journal";
        }

        @Override
        public CompletableFuture<Findings> query(HandoverTicket ticket) {
            return CompletableFuture.completedFuture(new Findings(complete, events, Map.of(), List.of(), null));
        }
    }

    @Test
    void whatAJournalHeardIsDeliveredBeforeWhatComesLiveAndMarked() {
        List<MissedEvent> heard = new ArrayList<>();
        JanusSipPlugin sip = sip(client(recovery -> recovery.source(new Journal(true, heard))));
        for (String event : List.of("calling", "ringing")) {
            heard.add(new MissedEvent(
                    sip.handleId(),
                    Instant.EPOCH,
                    MissedEvent.Form.AS_SENT,
                    RawJson.of("{\"janus\":\"event\",\"sender\":" + sip.handleId()
                            + ",\"plugindata\":{\"data\":{\"sip\":\"event\",\"result\":{\"event\":\"" + event
                            + "\"}}}}")));
        }
        List<String> received = new ArrayList<>();
        sip.onDelivery(
                SipEvent.class,
                delivered -> received.add(delivered.event().getClass().getSimpleName() + " " + delivered.replayed()));
        // What comes between the claim and the replay is live, and later.
        janus.handler("keepalive", frame -> {
            janus.event(sip, "{'sip':'event','result':{'event':'proceeding','code':183}}");
            janus.push(janus.fill(FakeJanus.ACK, frame));
        });
        lose();
        later();
        assertThat(received).containsExactly("Calling true", "Ringing true", "Proceeding false");
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Resumed.class, resumed -> {
            assertThat(resumed.evidence()).contains("journal").contains("2 events");
            assertThat(resumed.handles().get(0).replayed()).isEqualTo(2);
        });
    }

    @Test
    void aLostSessionIsMadeAnewOnlyIfThatIsAllowed() {
        JanusClient client = client(recovery -> recovery.allowRebuild(true));
        JanusSipPlugin sip = sip(client);
        janus.refuse("claim", 458);
        lose();
        later();
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(ReclaimOutcome.Rebuilt.class, rebuilt -> {
            assertThat(rebuilt.sessionId()).isEqualTo(sip.session().id());
            assertThat(rebuilt.session().id()).isNotEqualTo(sip.session().id());
            assertThat(rebuilt.session().isActive()).isTrue();
            assertThat(rebuilt.handle(JanusSipPlugin.TYPE).orElseThrow().handleId())
                    .isNotEqualTo(sip.handleId());
        });
        assertThat(sip.session().isActive()).isFalse();
    }

    @Test
    void aThousandSessionsAreReclaimedOverOneConnection() {
        JanusClient client = client();
        List<JanusSession> sessions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sessions.add(Outcome.of(client.createSession()));
        }
        lose();
        later();
        assertThat(sessions).allMatch(JanusSession::isActive);
        assertThat(outcomes()).hasSize(1000);
        assertThat(janus.connects()).isEqualTo(2);
    }

    @Test
    void closingTheClientEndsTheRecovery() {
        JanusClient client = client();
        JanusSession session = Outcome.of(client.createSession());
        janus.refuseConnects(new JanusConnectException("refused", null));
        lose();
        client.close();
        assertThat(session.isSuspended()).isFalse();
        assertThat(janus.scheduler().activeTasks()).isZero();
        assertThat(states.get(states.size() - 1)).isInstanceOf(ConnectionState.Closed.class);
    }

    @Test
    void withoutSessionsNothingIsRecovered() {
        JanusClient client = client();
        Outcome.of(client.connect());
        lose();
        later();
        assertThat(janus.connects()).isEqualTo(1);
        assertThat(client.connectionState()).isInstanceOf(ConnectionState.Disconnected.class);
    }
}
