// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.internal.message.Version;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.transport.CloseReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the first use of a client to its end. */
class ClientLifecycleTest {
    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static List<String> threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("janus-client-"))
                .toList();
    }

    @Test
    void nothingIsSentBeforeTheFirstUseAndOneConnectionServesAll() {
        JanusClient client = janus.client();
        assertThat(janus.connects()).isZero();
        Outcome.of(client.createSession());
        Outcome.of(client.connect());
        Outcome.of(client.ping());
        assertThat(janus.connects()).isEqualTo(1);
        assertThat(janus.sent()).containsExactly("info", "create", "ping");
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void usesThatWaitForTheSameConnectAllGoOn() {
        janus.holdConnects();
        JanusClient client = janus.client();
        CompletableFuture<JanusSession> first = client.createSession();
        CompletableFuture<JanusSession> second = client.createSession();
        assertThat(client.isConnected()).isFalse();
        janus.releaseConnects();
        assertThat(Outcome.of(first).id()).isNotEqualTo(Outcome.of(second).id());
        assertThat(janus.connects()).isEqualTo(1);
    }

    @Test
    void aConnectThatFailsIsReportedAndTheNextUseTriesAgain() {
        janus.refuseConnects(new JanusConnectException("refused", null));
        JanusClient client = janus.client();
        assertThat(failure(client.createSession(), JanusConnectException.class)).hasMessage("refused");
        assertThat(client.isConnected()).isFalse();
        janus.refuseConnects(null);
        Outcome.of(client.createSession());
    }

    @Test
    void theNextUseAfterALossConnectsAnew() {
        JanusClient client = janus.client();
        JanusSession lost = Outcome.of(client.createSession());
        janus.lose(CloseReason.Kind.IO_ERROR);
        assertThat(client.isConnected()).isFalse();
        JanusSession back = Outcome.of(client.claimSession(lost.id()));
        assertThat(janus.connects()).isEqualTo(2);
        assertThat(back.isActive()).isTrue();
        assertThat(lost.isActive()).isFalse();
        assertThat(janus.sent()).containsExactly("info", "create", "info", "claim");
    }

    @Test
    void aConnectionLostJustAfterTheServerIntroducedItselfIsNotKept() {
        Queue<Runnable> later = new ArrayDeque<>();
        JanusClient client = janus.poolClient(options -> options.callbackExecutor(later::add));
        CompletableFuture<Void> connected = client.connect();
        while (janus.sent().isEmpty()) {
            later.remove().run();
        }
        assertThat(janus.sent()).containsExactly("info");
        janus.lose(CloseReason.Kind.IO_ERROR);
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertThat(connected).isDone();
        CompletableFuture<JanusSession> session = client.createSession();
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertThat(Outcome.of(session).isActive()).isTrue();
        assertThat(janus.connects()).isEqualTo(2);
    }

    @Test
    void aConnectionLostBeforeTheServerIntroducedItselfFailsTheFirstUse() {
        janus.silent("info");
        JanusClient client = janus.client();
        CompletableFuture<JanusSession> session = client.createSession();
        janus.lose(CloseReason.Kind.SERVER_CLOSED);
        failure(session, JanusConnectionLostException.class);
        janus.answer(
                "info",
                "{'janus':'server_info','transaction':'$T','name':'J','version':1,'version_string':'1.1.2',"
                        + "'session-timeout':60,'reclaim-session-timeout':0}");
        Outcome.of(client.createSession());
    }

    @Test
    void closingDuringAConnectEndsWhatWaitsAtOnceAndTheLateConnectionToo() {
        janus.holdConnects();
        JanusClient client = janus.client();
        CompletableFuture<JanusSession> session = client.createSession();
        client.close();
        failure(session, JanusClosedException.class);
        janus.releaseConnects();
        assertThat(janus.allClosed()).isTrue();
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void closingWhileTheServerIntroducesItselfEndsWhatWaits() {
        janus.silent("info");
        JanusClient client = janus.client();
        CompletableFuture<JanusSession> session = client.createSession();
        client.close();
        failure(session, JanusClosedException.class);
        assertThat(janus.allClosed()).isTrue();
    }

    @Test
    void aSessionGivenUpBeforeItIsThereIsDestroyed() {
        JanusClient client = janus.client();
        Outcome.of(client.connect());
        janus.silent("create");
        List<Consumer<CompletableFuture<JanusSession>>> ends =
                List.of(future -> future.cancel(true), future -> future.complete(null), future -> assertThatThrownBy(
                                future.orTimeout(1, TimeUnit.MILLISECONDS)::join)
                        .hasCauseInstanceOf(TimeoutException.class));
        for (Consumer<CompletableFuture<JanusSession>> end : ends) {
            janus.forget();
            CompletableFuture<JanusSession> created = client.createSession();
            FakeJanus.Frame create = janus.lastFrame();
            end.accept(created);
            janus.push(janus.fill(FakeJanus.NEW_ID, create));
            assertThat(janus.sent()).containsExactly("create", "destroy");
            assertThat(FakeJanus.entries(client)).isZero();
        }
    }

    @Test
    void whatIsGivenUpBeforeThereIsAConnectionIsNotSent() {
        janus.holdConnects();
        JanusClient client = janus.client();
        assertThat(client.createSession().cancel(true)).isTrue();
        assertThat(client.claimSession(31).cancel(true)).isTrue();
        janus.releaseConnects();
        assertThat(janus.sent()).containsExactly("info");
        assertThat(FakeJanus.entries(client)).isZero();
    }

    @Test
    void aClaimGivenUpIsNotKeptAlive() {
        JanusClient client = janus.client();
        Outcome.of(client.connect());
        janus.silent("claim");
        CompletableFuture<JanusSession> claimed = client.claimSession(31);
        FakeJanus.Frame claim = janus.lastFrame();
        assertThat(claimed.cancel(true)).isTrue();
        janus.push(janus.fill(FakeJanus.SUCCESS, claim));
        assertThat(FakeJanus.entries(client)).isZero();
        janus.scheduler().advance(Duration.ofSeconds(60));
        assertThat(janus.sent()).containsExactly("info", "claim");
    }

    @Test
    void completingWhatWasHandedOutChangesNothingForOthers() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        session.handOff();
        session.handedOver().obtrudeValue(true);
        assertThat(Outcome.of(session.handedOver())).isFalse();
        SessionKeepalive keepalive = Outcome.of(client.keepAlive(31, Duration.ofSeconds(5)));
        keepalive.ended().complete(SessionKeepalive.End.SESSION_GONE);
        assertThat(keepalive.ended()).isNotDone();
        keepalive.close();
        assertThat(Outcome.of(keepalive.ended())).isEqualTo(SessionKeepalive.End.CLOSED);
    }

    @Test
    void closingIsRepeatableAndSendsNothing() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        janus.forget();
        client.close();
        client.close();
        assertThat(janus.sent()).isEmpty();
        assertThat(session.isActive()).isFalse();
        failure(client.createSession(), JanusClosedException.class);
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void noThreadIsLeftAfterClose() {
        await().until(() -> threadsOfClients().isEmpty());
        JanusClient client = JanusClient.create(URI.create("ws://janus.test"), JanusClientOptions.defaults(), janus);
        Outcome.of(client.createSession());
        assertThat(threadsOfClients())
                .contains("janus-client-timer")
                .anyMatch(name -> name.startsWith("janus-client-worker-"));
        client.close();
        await().until(() -> threadsOfClients().isEmpty());
    }

    @Test
    void noThreadIsLeftAfterAConnectThatNeverEnds() {
        janus.holdConnects();
        JanusClient client = JanusClient.create(URI.create("ws://janus.test"), JanusClientOptions.defaults(), janus);
        CompletableFuture<JanusSession> session = client.createSession();
        client.close();
        failure(session, JanusClosedException.class);
        await().until(() -> threadsOfClients().isEmpty());
        janus.releaseConnects();
        await().until(janus::allClosed);
        await().until(() -> threadsOfClients().isEmpty());
    }

    @Test
    void theUsersExecutorIsNotClosed() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            JanusClient client = janus.poolClient(options -> options.callbackExecutor(executor));
            Outcome.of(client.createSession());
            client.close();
            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aPingTellsTheTimeItTook() {
        JanusClient client = janus.client();
        Outcome.of(client.connect());
        janus.handler("ping", frame -> {
            janus.scheduler().advance(Duration.ofMillis(37));
            janus.push(janus.fill("{'janus':'pong','transaction':'$T'}", frame));
        });
        assertThat(Outcome.of(client.ping())).isEqualTo(Duration.ofMillis(37));
    }

    @Test
    void infoIsAskedAnewAndKeepsWhatItDoesNotKnow() {
        janus.answer(
                "info",
                "{'janus':'server_info','transaction':'$T','name':'J','version':1,'version_string':'1.4.2-dev',"
                        + "'server-name':'n','session-timeout':60,'reclaim-session-timeout':0,'zz_new':{'a':1},"
                        + "'plugins':{'janus.plugin.sip':{'name':'SIP','version':9}}}");
        JanusClient client = janus.client();
        ServerInfo info = Outcome.of(client.info());
        assertThat(janus.sent()).containsExactly("info", "info");
        assertThat(info.versionString()).isEqualTo("1.4.2-dev");
        assertThat(info.reclaimEnabled()).isFalse();
        assertThat(info.extra()).containsOnlyKeys("zz_new");
        assertThat(info.plugins()).containsOnlyKeys("janus.plugin.sip");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8188, no scheme",
        "janus.example.org, scheme",
        "//host, scheme",
        "ws://, not a URI",
        "ws:8188, no host",
        "ws://a b, not a URI",
        "ws://user:pw@host, must not carry a user",
        "gopher://host, no transport"
    })
    void anAddressThatMakesNoSenseIsRefused(String uri, String why) {
        assertThatThrownBy(() -> JanusClient.create(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("pw@");
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.2, 1.1.2, true",
        "1.1.2, 1.1.3, false",
        "1.1.2, 1.3.1, false",
        "1.10.0, 1.3.1, true",
        "2.0.0, 1.4.0, true",
        "1.4.2-dev, 1.4.0, true",
        "1.4.2-dev, 1.4.3, false",
        "1.4, 1.4.0, true",
        "nonsense, 1.4.0, true"
    })
    void versionsCompareByTheirNumbers(String server, String needed, boolean newEnough) {
        assertThat(Version.atLeast(server, needed)).isEqualTo(newEnough);
    }
}
