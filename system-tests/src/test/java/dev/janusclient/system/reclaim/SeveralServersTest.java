// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that knows several addresses: any of them serves a new session, only the right one an old one. */
class SeveralServersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static JanusServer first;
    private static JanusServer second;

    @BeforeAll
    static void startServers() {
        first = JanusServer.builder()
                .plugins("echotest")
                .reclaimSessionTimeout(30)
                .start();
        second = JanusServer.builder()
                .plugins("echotest")
                .reclaimSessionTimeout(30)
                .start();
    }

    @AfterAll
    static void stopServers() {
        first.close();
        second.close();
    }

    private static JanusClient client(Duration giveUpAfter, String... uris) {
        return JanusClient.create(
                List.of(uris),
                JanusClientOptions.builder()
                        .connectTimeout(Duration.ofSeconds(20))
                        .recovery(RecoveryOptions.builder()
                                .giveUpAfter(giveUpAfter)
                                .maxDelay(Duration.ofMillis(500))
                                .build())
                        .build());
    }

    @Test
    void anAddressWhereNobodyListensIsPassedOver() {
        try (FaultProxy nobody = FaultProxy.to(first.uri());
                JanusClient janus =
                        client(SOON, nobody.uri().toString(), second.uri().toString())) {
            nobody.refuse();
            assertThat(Outcome.of(janus.info()).serverName()).isEqualTo(second.serverName());
        }
    }

    @Test
    void aServerThatComesWhileTheListIsTriedIsFound() {
        try (FaultProxy nobody = FaultProxy.to(first.uri());
                FaultProxy late = FaultProxy.to(second.uri());
                JanusClient janus =
                        client(SOON, nobody.uri().toString(), late.uri().toString())) {
            nobody.refuse();
            late.refuse();
            CompletableFuture<ServerInfo> info = janus.info();
            await().during(Duration.ofMillis(400)).until(() -> !info.isDone());
            late.accept();
            assertThat(Outcome.of(info).serverName()).isEqualTo(second.serverName());
        }
    }

    @Test
    void whenNobodyListensAnywhereTheFirstUseSaysSo() {
        try (FaultProxy one = FaultProxy.to(first.uri());
                FaultProxy other = FaultProxy.to(second.uri());
                JanusClient janus =
                        client(SOON, one.uri().toString(), other.uri().toString())) {
            one.refuse();
            other.refuse();
            Outcome.failure(janus.info(), JanusConnectException.class, SOON);
        }
    }

    @Test
    void aSessionWaitsForItsOwnServerAndIsReclaimedThere() {
        try (FaultProxy toFirst = FaultProxy.to(first.uri());
                JanusClient janus =
                        client(SOON, toFirst.uri().toString(), second.uri().toString())) {
            JanusSession session = Outcome.of(janus.createSession());
            CompletableFuture<ConnectionState.Resumed> resumed = new CompletableFuture<>();
            janus.on(ConnectionState.Resumed.class, resumed::complete);
            toFirst.refuse();
            toFirst.inflict(new LinkFault.Cut());
            CompletableFuture<ConnectionState> later = new CompletableFuture<>();
            janus.on(ConnectionState.Suspended.class, state -> {
                if (state.attempt() >= 2) {
                    later.complete(state);
                }
            });
            Outcome.of(later);
            toFirst.accept();

            assertThat(Outcome.of(resumed).server().serverName()).isEqualTo(first.serverName());
            assertThat(session.isActive()).isTrue();
            Outcome.of(session.keepalive());
            Outcome.of(session.destroy());
        }
    }

    @Test
    void aSessionIsNeverMovedToAnotherServerButNewOnesGoThere() {
        try (FaultProxy toFirst = FaultProxy.to(first.uri());
                JanusClient janus = client(
                        Duration.ofSeconds(2),
                        toFirst.uri().toString(),
                        second.uri().toString())) {
            JanusSession session = Outcome.of(janus.createSession());
            CompletableFuture<ConnectionState.Lost> lost = new CompletableFuture<>();
            janus.on(ConnectionState.Lost.class, lost::complete);
            toFirst.refuse();
            toFirst.inflict(new LinkFault.Cut());

            assertThat(Outcome.of(lost).outcomes())
                    .singleElement()
                    .isInstanceOfSatisfying(ReclaimOutcome.Lost.class, outcome -> {
                        assertThat(outcome.sessionId()).isEqualTo(session.id());
                        assertThat(outcome.reason()).isIn(LostReason.WRONG_SERVER, LostReason.UNREACHABLE);
                    });
            assertThat(session.isActive()).isFalse();
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            Outcome.of(janus.createSession()).server().serverName())
                    .isEqualTo(second.serverName()));
        }
    }
}
