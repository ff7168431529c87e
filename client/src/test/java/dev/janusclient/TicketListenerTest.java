// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a session's ticket is reported, and a reclaim that asks a gate from its claim on. */
class TicketListenerTest {
    private static final String RINGING = "{'sip':'event','result':{'event':'ringing'}}";

    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private final JanusSession session = Outcome.of(client.createSession());
    private final List<HandoverTicket> reported = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void pass(long millis) {
        janus.scheduler().advance(Duration.ofMillis(millis));
    }

    @Test
    void isReportedSoonAfterAHandleWasAttached() {
        session.onTicket(reported::add);
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        assertThat(reported).as("reported where the reply is read").isEmpty();
        pass(20);
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).handles()).extracting(HandleTicket::handleId).containsExactly(sip.handleId());
        pass(60_000);
        assertThat(reported).as("nothing has changed").hasSize(1);
    }

    @Test
    void manyEventsBecomeFewReportsAndTheLastOneHasTheLastState() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.onTicket(reported::add);
        for (int i = 0; i < 300; i++) {
            janus.event(sip, RINGING);
            pass(10);
        }
        pass(1_000);
        assertThat(reported).hasSizeBetween(6, 8);
        HandoverTicket last = reported.get(reported.size() - 1);
        assertThat(last.handles()).isEqualTo(session.ticket().handles());
    }

    @Test
    void whatChangesWhileAListenerRunsIsReportedAfterIt() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.onTicket(ticket -> {
            reported.add(ticket);
            if (reported.size() == 1) {
                janus.event(sip, RINGING);
            }
        });
        janus.event(sip, RINGING);
        pass(20);
        assertThat(reported).hasSize(1);
        pass(500);
        assertThat(reported).hasSize(2);
    }

    @Test
    void aListenerThatThrowsDoesNotKeepOthersFromTheirReports() {
        session.onTicket(ticket -> {
            throw new IllegalStateException("as the test said");
        });
        session.onTicket(reported::add);
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        pass(20);
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        pass(500);
        assertThat(reported).hasSize(2);
    }

    @Test
    void nothingIsReportedOfASessionThatIsNotActive() {
        Subscription subscription = session.onTicket(reported::add);
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.relinquish(new RelinquishReason.Released("it was released"));
        pass(1_000);
        assertThat(reported).isEmpty();
        subscription.close();
    }

    @Test
    void aClosedSubscriptionEndsTheReports() {
        Subscription subscription = session.onTicket(reported::add);
        subscription.close();
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        pass(1_000);
        assertThat(reported).isEmpty();
    }

    @Test
    void aReclaimWhoseGateIsClosedSendsNothing() {
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        HandoverTicket ticket = session.ticket();
        janus.forget();
        CompletableFuture<ReclaimOutcome> taken =
                Reclaim.with(client).commandGate(() -> false).take(ticket);
        Outcome.failure(taken, JanusNotSentException.class);
        assertThat(janus.sent()).doesNotContain("claim", "keepalive");
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void aGateThatClosesAfterTheClaimHoldsTheProbesBack() {
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        HandoverTicket ticket = session.ticket();
        AtomicBoolean owned = new AtomicBoolean(true);
        janus.handler("claim", frame -> {
            owned.set(false);
            janus.push(janus.fill(FakeJanus.SUCCESS, frame));
        });
        janus.forget();
        CompletableFuture<ReclaimOutcome> taken =
                Reclaim.with(client).commandGate(owned::get).take(ticket);
        Outcome.failure(taken, JanusNotSentException.class);
        assertThat(janus.sent()).containsExactly("claim");
    }
}
