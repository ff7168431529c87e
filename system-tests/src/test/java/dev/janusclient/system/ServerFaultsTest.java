// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Bad luck with the real Janus. */
class ServerFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aWrongOrMissingSecretIsReportedAsSuchAndNeverPrinted() {
        try (JanusServer server = JanusServer.builder()
                        .apiSecret("the-right-one")
                        .reclaimSessionTimeout(10)
                        .start();
                JanusClient right = client(server, options().apiSecret("the-right-one"));
                JanusClient wrong = client(server, options().apiSecret("the-wrong-one"));
                JanusClient none = client(server, options())) {
            JanusSession session = Outcome.of(right.createSession());

            for (JanusClient outsider : List.of(wrong, none)) {
                assertThat(Outcome.of(outsider.info()).apiSecret()).isTrue();
                JanusUnauthorizedException refused =
                        Outcome.failure(outsider.claimSession(session.id()), JanusUnauthorizedException.class, SOON);
                assertThat(refused).hasMessageContaining("403").hasMessageContaining("claim");
                assertThat(refused.toString()).doesNotContain("the-wrong-one");
            }
            assertThat(options().apiSecret("the-right-one").build().toString()).doesNotContain("the-right-one");
            assertThat(session.ticket().toJson()).doesNotContain("the-right-one");
        }
    }

    @Test
    void aTokenOpensWhatTheServerHasStored() {
        try (JanusServer server = JanusServer.builder().tokenAuth().start();
                JanusClient client = client(server, options().token("never-stored"))) {
            JanusUnauthorizedException refused =
                    Outcome.failure(client.createSession(), JanusUnauthorizedException.class, SOON);
            assertThat(refused.toString()).doesNotContain("never-stored");
        }
    }

    @Test
    void aChosenIdThatIsTakenIsRefused() {
        try (JanusServer server = JanusServer.start();
                JanusClient client = client(server, options())) {
            Outcome.of(client.createSession(77));

            assertThat(Outcome.failure(client.createSession(77), JanusServerException.class, SOON)
                            .code())
                    .isEqualTo(468);
        }
    }

    @Test
    void aFrozenServerIsFoundOutInUnderTenSecondsWithTheDefaults() {
        try (JanusServer server =
                        JanusServer.builder().reclaimSessionTimeout(60).start();
                JanusClient client = client(server, options().requestTimeout(Duration.ofSeconds(60)))) {
            JanusSession session = Outcome.of(client.createSession());
            server.pause();
            try {
                // The time is read from the reason: on a busy machine the test itself may be stopped for a second.
                JanusConnectionLostException lost =
                        Outcome.failure(session.keepalive(), JanusConnectionLostException.class, SOON);
                assertThat(lost.reason().kind()).isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
                assertThat(lost.reason().detail()).isEqualTo("nothing was heard for 9000 ms");
            } finally {
                server.resume();
            }
            // It was only frozen: the session is still there.
            assertThat(Outcome.of(client.claimSession(session.id())).isActive()).isTrue();
        }
    }

    @Test
    void aServerThatDiesEndsEveryFutureAndAfterItsRestartTheSessionIsGone() {
        LeakCheck threads = LeakCheck.ofThreads("janus-client");
        try (JanusServer server =
                        JanusServer.builder().reclaimSessionTimeout(60).start();
                JanusClient client = client(server, options())) {
            JanusSession session = Outcome.of(client.createSession());
            JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
            server.pause();
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(session.keepalive());
                waiting.add(sip.unregister());
            }
            server.kill();

            for (CompletableFuture<?> future : waiting) {
                Outcome.failure(future, JanusConnectionLostException.class, SOON);
            }
            assertThat(session.isActive()).isFalse();
            Outcome.failure(client.info(), JanusConnectException.class, SOON);

            server.restart();
            Outcome.failure(client.claimSession(session.id()), JanusSessionNotFoundException.class, SOON);
            assertThat(Outcome.of(client.createSession()).isActive()).isTrue();
        }
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    @Test
    void aQuietSessionIsKeptAliveBeyondItsTimeouts() {
        try (JanusServer server = JanusServer.builder()
                        .sessionTimeout(3)
                        .reclaimSessionTimeout(3)
                        .start();
                JanusClient client = client(server, options())) {
            JanusSession session = Outcome.of(client.createSession());
            JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
            // Longer than both timeouts and the watchdog's tick together.
            Outcome.of(new CompletableFuture<Void>().completeOnTimeout(null, 7, TimeUnit.SECONDS));

            assertThat(Outcome.of(sip.probe())).isEqualTo(ProbeResult.ALIVE);
            assertThat(session.isActive()).isTrue();
        }
    }

    @Test
    void aSessionThatIsHandedOffAndNotTakenTimesOut() {
        try (JanusServer server = JanusServer.builder()
                        .sessionTimeout(2)
                        .reclaimSessionTimeout(2)
                        .start();
                JanusClient second = client(server, options())) {
            long id;
            try (JanusClient client = client(server, options())) {
                JanusSession session = Outcome.of(client.createSession());
                id = session.id();
                session.handOff();
                // As long as its client is open it is kept for whoever comes.
            }

            // An answer with 458 refreshes nothing, and a claim would keep the session alive: so this only waits.
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(12))
                    .untilAsserted(
                            () -> Outcome.failure(second.claimSession(id), JanusSessionNotFoundException.class, SOON));
        }
    }

    /** A connection that is lost ends what waits on it, and nothing is had back: that is for other tests. */
    private static JanusClientOptions.Builder options() {
        return JanusClientOptions.builder()
                .requestTimeout(Duration.ofSeconds(4))
                .recovery(RecoveryOptions.disabled());
    }

    private static JanusClient client(JanusServer server, JanusClientOptions.Builder options) {
        return JanusClient.create(server.uri().toString(), options.build());
    }
}
