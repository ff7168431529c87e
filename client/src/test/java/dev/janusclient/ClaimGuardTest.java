// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusRelinquishedException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.OwnershipStatus;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a session may be claimed again, and whether it has been claimed by another process. */
class ClaimGuardTest {
    private final FakeJanus janus = new FakeJanus();
    private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    private final List<CoreEvent> events = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSession session(ClaimGuard guard) {
        JanusClient client = janus.client(options ->
                options.recovery(RecoveryOptions.builder().beforeClaim(guard).build()));
        JanusSession session = Outcome.of(client.createSession());
        session.on(CoreEvent.class, events::add);
        janus.listenersAreThere();
        return session;
    }

    private CompletableFuture<Boolean> ask() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private void lose() {
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.forget();
        janus.scheduler().advance(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsClaimedBeforeTheGuardAllowsIt() {
        JanusSession session = session(known -> ask());
        lose();
        assertThat(asked).hasSize(1);
        assertThat(janus.sent()).containsOnly("info");
        assertThat(session.isSuspended()).isTrue();
        asked.get(0).complete(true);
        assertThat(janus.sent()).contains("claim");
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void aRefusalEndsTheSessionHereAndSendsNothing() {
        JanusSession session = session(known -> ask());
        lose();
        asked.get(0).complete(false);
        assertEnded(session, "did not allow");
    }

    @Test
    void aGuardThatFailsAllowsNothing() {
        JanusSession session = session(known -> {
            throw new IllegalStateException("the store is away");
        });
        lose();
        assertEnded(session, "the store is away");
    }

    @Test
    void aGuardThatDoesNotAnswerInTimeAllowsNothing() {
        JanusSession session = session(known -> ask());
        lose();
        janus.scheduler().advance(Duration.ofMinutes(10));
        assertEnded(session, "in time");
        asked.get(0).complete(true);
        assertThat(janus.sent()).doesNotContain("claim");
    }

    @Test
    void eachAttemptAsksAnew() {
        JanusSession session = session(known -> ask());
        lose();
        lose();
        assertThat(asked).hasSize(2);
        asked.get(0).complete(true);
        assertThat(janus.sent()).doesNotContain("claim");
        asked.get(1).complete(true);
        assertThat(janus.sent()).contains("claim");
        assertThat(session.isActive()).isTrue();
    }

    private void assertEnded(JanusSession session, String evidence) {
        assertThat(session.isActive()).isFalse();
        assertThat(session.isSuspended()).isFalse();
        assertThat(janus.sent()).doesNotContain("claim", "keepalive", "destroy", "detach");
        assertThat(events).hasAtLeastOneElementOfType(CoreEvent.ClaimedElsewhere.class);
        assertThat(events).doesNotHaveAnyElementsOfTypes(CoreEvent.SessionGone.class);
        assertThat(events)
                .filteredOn(CoreEvent.Reclaimed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((CoreEvent.Reclaimed) event).outcome())
                        .isInstanceOfSatisfying(ReclaimOutcome.Lost.class, lost -> {
                            assertThat(lost.reason()).isEqualTo(LostReason.CLAIM_REFUSED);
                            assertThat(lost.detail()).contains(evidence);
                        }));
        assertThat(Outcome.failure(session.keepalive(), JanusNotSentException.class))
                .isNotNull();
    }

    @Test
    void anEventThatComesHereMeansOwned() {
        JanusSession session = session(known -> ask());
        janus.answer(
                "message:ownership-probe",
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.echotest','data':{'echotest':'event','error_code':412,'error':'no'}}}");
        assertThat(Outcome.of(session.confirmOwnership())).isEqualTo(OwnershipStatus.OWNED);
        assertThat(janus.sent()).contains("detach");
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void anAckAloneMeansClaimedElsewhere() {
        JanusSession session = session(known -> ask());
        janus.answer("message:ownership-probe", FakeJanus.ACK);
        CompletableFuture<OwnershipStatus> status = session.confirmOwnership();
        janus.scheduler().advance(Duration.ofMinutes(1));
        assertThat(Outcome.of(status)).isEqualTo(OwnershipStatus.CLAIMED_ELSEWHERE);
        assertThat(session.isActive()).isFalse();
        assertThat(events).hasAtLeastOneElementOfType(CoreEvent.ClaimedElsewhere.class);
        assertThat(janus.sent()).doesNotContain("destroy");
    }

    @Test
    void aServerWithoutTheEchoTestTellsNothing() {
        JanusSession session = session(known -> ask());
        janus.refuse("attach", 460);
        assertThat(Outcome.of(session.confirmOwnership())).isEqualTo(OwnershipStatus.UNKNOWN);
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void anAckWithoutAnAnswerIsExplained() {
        JanusSession session = session(known -> ask());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.answer("message:hangup", FakeJanus.ACK);
        janus.answer("message:ownership-probe", FakeJanus.ACK);
        CompletableFuture<?> hangup = sip.hangupCall();
        janus.scheduler().advance(Duration.ofMinutes(1));
        assertThat(Outcome.failure(hangup, JanusClaimedElsewhereException.class))
                .isNotNull();
        assertThat(session.isActive()).isFalse();
    }

    @Test
    void anOwnersTimeoutStaysATimeout() {
        JanusSession session = session(known -> ask());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.answer("message:hangup", FakeJanus.ACK);
        janus.refuse("attach", 460);
        CompletableFuture<?> hangup = sip.hangupCall();
        janus.scheduler().advance(Duration.ofMinutes(1));
        assertThat(Outcome.failure(hangup, JanusTimeoutException.class)).isNotNull();
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void aClosedGateLetsNothingOut() {
        AtomicBoolean owned = new AtomicBoolean(true);
        JanusSession session = session(known -> ask());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.commandGate(owned::get);
        Outcome.of(session.keepalive());
        owned.set(false);
        janus.forget();
        Outcome.failure(session.keepalive(), JanusNotSentException.class);
        Outcome.failure(sip.hangupCall(), JanusNotSentException.class);
        Outcome.failure(sip.detach(), JanusNotSentException.class);
        Outcome.failure(session.destroy(), JanusNotSentException.class);
        janus.scheduler().advance(Duration.ofMinutes(5));
        assertThat(janus.sent()).doesNotContain("keepalive", "message:hangup", "detach", "destroy");
        owned.set(true);
        janus.scheduler().advance(Duration.ofMinutes(5));
        assertThat(janus.sent()).contains("keepalive");
    }

    @Test
    void aClosedGateLetsNoClaimOut() {
        AtomicBoolean owned = new AtomicBoolean(true);
        JanusSession session = session(known -> ask());
        session.commandGate(owned::get);
        lose();
        owned.set(false);
        asked.get(0).complete(true);
        assertThat(janus.sent()).doesNotContain("claim");
        session.relinquish(new RelinquishReason.LeaseExpired());
        assertThat(session.isSuspended()).isFalse();
        assertThat(events).contains(new CoreEvent.Relinquished(new RelinquishReason.LeaseExpired()));
    }

    @Test
    void relinquishingEndsWhatWaitsAndSendsNothing() {
        JanusSession session = session(known -> ask());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.answer("message:hangup", FakeJanus.ACK);
        CompletableFuture<?> waiting = sip.hangupCall();
        janus.forget();
        RelinquishReason takenOver = new RelinquishReason.TakenOver("m2#1", 7);
        session.relinquish(takenOver);
        assertThat(Outcome.failure(waiting, JanusRelinquishedException.class))
                .hasMessageContaining("'hangup'")
                .hasMessageContaining("m2#1 has taken it over at epoch 7")
                .extracting(JanusRelinquishedException::reason)
                .isEqualTo(takenOver);
        janus.scheduler().advance(Duration.ofMinutes(5));
        assertThat(janus.sent()).doesNotContain("keepalive", "detach", "destroy");
        assertThat(events).containsExactly(new CoreEvent.Relinquished(takenOver));
        assertThat(Outcome.failure(sip.hangupCall(), JanusNotSentException.class))
                .hasMessageContaining("m2#1 has taken it over at epoch 7");
    }
}
