// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.recovery.OwnershipStatus;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another process claims a session whose owner is alive. Janus reports nothing; the owner finds it out. */
class ClaimedElsewhereTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().plugins("echotest").reclaimSessionTimeout(30));

    private final Queue<CoreEvent.ClaimedElsewhere> reported = new ConcurrentLinkedQueue<>();

    private static JanusClient client() {
        return JanusClient.create(
                janus.server().uri().toString(),
                JanusClientOptions.builder().requestTimeout(TIMEOUT).build());
    }

    private JanusSession session(JanusClient client) {
        JanusSession session = Outcome.of(client.createSession());
        session.on(CoreEvent.ClaimedElsewhere.class, reported::add);
        return session;
    }

    @Test
    void theOwnerIsConfirmedAndTheFormerOwnerFindsOut() {
        try (JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = session(first);
            assertThat(Outcome.of(session.confirmOwnership())).isEqualTo(OwnershipStatus.OWNED);
            JanusSession claimed = Outcome.of(second.claimSession(session.id()));
            assertThat(Outcome.of(session.confirmOwnership())).isEqualTo(OwnershipStatus.CLAIMED_ELSEWHERE);
            assertThat(session.isActive()).isFalse();
            await().atMost(Duration.ofSeconds(20)).until(() -> reported.size() == 1);
            Outcome.failure(session.destroy(), JanusNotSentException.class, TIMEOUT);
            assertThat(Outcome.of(claimed.confirmOwnership())).isEqualTo(OwnershipStatus.OWNED);
            Outcome.of(claimed.destroy());
            assertThat(Outcome.of(session(first).confirmOwnership())).isEqualTo(OwnershipStatus.OWNED);
        }
    }

    @Test
    void aRequestWhoseAnswerWentElsewhereSaysSo() {
        try (JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = session(first);
            JanusEchoTestPlugin echo = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
            JanusSession claimed = Outcome.of(second.claimSession(session.id()));
            JanusClaimedElsewhereException failure = Outcome.failure(
                    echo.configure(
                            EchoTestRequest.Settings.builder().audio(true).build()),
                    JanusClaimedElsewhereException.class,
                    TIMEOUT.multipliedBy(4));
            assertThat(failure).hasMessageContaining("another process has claimed the session");
            assertThat(session.isActive()).isFalse();
            await().atMost(Duration.ofSeconds(20)).until(() -> reported.size() == 1);
            assertThat(claimed.isActive()).isTrue();
        }
    }

    @Test
    void aDestroyedSessionIsGone() {
        try (JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = session(first);
            Outcome.of(Outcome.of(second.claimSession(session.id())).destroy());
            assertThat(Outcome.of(session.confirmOwnership())).isEqualTo(OwnershipStatus.GONE);
        }
    }
}
