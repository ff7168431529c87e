// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.Backlog;
import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.admin.SignedToken;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.testkit.SipRegistrar;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code of the guides about options and about Android. */
@JanusTest(plugins = "sip")
class AppGuidesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<String> screen = new CopyOnWriteArrayList<>();
    private final ExecutorService mainThread = Executors.newSingleThreadExecutor(task -> new Thread(task, "main"));

    @AfterEach
    void endTheMainThread() {
        mainThread.shutdownNow();
    }

    private void awaitScreen(String text) {
        await().atMost(SOON).until(() -> screen.stream().anyMatch(line -> line.contains(text)));
    }

    private void show(String line) {
        screen.add(Thread.currentThread().getName() + ": " + line);
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void optionsAreWhatTheySay() {
        try (JanusClient janus = Options.create("ws://127.0.0.1:1", "ws://127.0.0.1:2", "hidden")) {
            assertThat(janus.toString()).contains("127.0.0.1:1", "127.0.0.1:2").doesNotContain("hidden");
        }
        Secret key = Secret.of("of the server");
        Secret token = Objects.requireNonNull(Options.token(key).token()).get();
        assertThat(SignedToken.check(token, key, SignedToken.JANUS, Clock.systemUTC()))
                .isEqualTo(SignedToken.Verdict.GOOD);

        JanusClientOptions network =
                Options.network(SelfSigned.of("janus.example.org").certificatePem());
        assertThat(network.network().proxy()).isNotNull();
        assertThat(network.network().headers()).containsEntry("X-Tenant", "blue");
        assertThat(network.toString()).doesNotContain("wonderland", "blue");
        assertThat(Options.recovery().recovery().giveUpAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Options.listeners(Runnable::run).backlog()).isEqualTo(Backlog.detach(1_000));
    }

    @Test
    void futuresCompleteOnTheExecutorOfTheOptions(JanusServer janus) {
        JanusClientOptions options =
                Options.listeners(mainThread).toBuilder().connectTimeout(SOON).build();
        try (JanusClient client = JanusClient.create(janus.uri().toString(), Options.patient(options))) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            client.on(
                    ConnectionState.Connected.class,
                    state -> thread.complete(Thread.currentThread().getName()));
            done(client.info());
            assertThat(done(thread)).isEqualTo("main");
        }
    }

    @Test
    @Tag("sip-tester")
    void anAndroidServiceOutlivesALostConnectionAndLeavesATicket(
            JanusServer janus, FaultProxy network, JanusClient next) {
        try (SipRegistrar registrar = SipRegistrar.start();
                AndroidApp service = new AndroidApp(network.uri().toString(), mainThread, this::show)) {
            service.watchConnection(() -> show("to be registered anew"));
            JanusSipPlugin sip = done(service.register(registrar.account("alice")));
            awaitScreen("main: registered");
            network.inflict(new LinkFault.Reset());
            awaitScreen("main: connecting again");
            awaitScreen("main: connected again");

            List<String> store = new CopyOnWriteArrayList<>();
            service.leave(store::add);
            assertThat(store).hasSize(1);
            ReclaimOutcome outcome = done(Reclaim.with(next).take(HandoverTicket.fromJson(store.get(0))));
            assertThat(outcome.handle(JanusSipPlugin.TYPE).orElseThrow().handleId())
                    .isEqualTo(sip.handleId());
        }
    }

    @Test
    @Tag("sip-tester")
    void anAndroidServiceRegistersAnewAfterARestartOfJanus(JanusServer janus) {
        try (SipRegistrar registrar = SipRegistrar.start();
                AndroidApp service = new AndroidApp(janus.uri().toString(), mainThread, this::show)) {
            service.watchConnection(() -> show("to be registered anew"));
            done(service.register(registrar.account("alice")));
            janus.restart();
            awaitScreen("main: to be registered anew");
        }
    }
}
