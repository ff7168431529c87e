// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.cluster.ClusterMember;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.system.JavaProgram;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Members on a file store, with the real Janus: one is killed, one is stopped for longer than its lease. */
class KilledMemberTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final String SERVER = "janus-1";

    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().plugins("echotest").reclaimSessionTimeout(30));

    @TempDir
    private Path folder;

    private final Queue<RelinquishReason> losses = new ConcurrentLinkedQueue<>();
    private @Nullable Process owner;

    @AfterEach
    void endOwner() throws InterruptedException {
        if (owner != null) {
            owner.destroyForcibly();
            assertThat(owner.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The member that is killed or stopped: it owns one session, and goes on sending keepalives and requests for it. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            ClusterMember member = Outcome.of(ClusterMember.join(
                    FileStore.open(folder.resolve("store")),
                    MemberOptions.of("owner", LEASE),
                    (session, why) -> note(folder, "lost", why)));
            JanusClient client = JanusClient.create(args[1], options(member));
            JanusSession session = Outcome.of(client.createSession());
            JanusEchoTestPlugin echo = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
            StoreResult owned = Outcome.of(member.own(session, SERVER, "echo"));
            note(folder, "owned", owned);
            // Ends with the parent's kill; ten minutes are for the case that it never comes.
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < 6_000 && !never.await(100, TimeUnit.MILLISECONDS); i++) {
                echo.configure(EchoTestRequest.Settings.builder().audio(true).build())
                        .whenComplete((done, failure) -> {
                            Throwable cause = failure == null ? null : failure.getCause();
                            if (cause instanceof JanusNotSentException) {
                                note(folder, "refused", String.valueOf(cause.getMessage()));
                            }
                        });
            }
        }

        private static void note(Path folder, String name, Object what) {
            try {
                Files.writeString(folder.resolve(name + ".tmp"), what.toString());
                Files.move(folder.resolve(name + ".tmp"), folder.resolve(name));
            } catch (IOException e) {
                // It has been noted before.
            }
        }
    }

    private static JanusClientOptions options(ClusterMember member) {
        return JanusClientOptions.builder()
                .recovery(RecoveryOptions.builder()
                        .beforeClaim(member.claimGuard(SERVER))
                        .build())
                .build();
    }

    private Process startOwner() throws IOException {
        Process process = JavaProgram.start(
                folder.resolve("owner.log"),
                Owner.class.getName(),
                folder.toString(),
                janus.server().uri().toString());
        owner = process;
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("owned")));
        assertThat(folder.resolve("owned")).content().startsWith("Ok[epoch=1");
        return process;
    }

    private ClusterMember standby() {
        return Outcome.of(ClusterMember.join(
                FileStore.open(folder.resolve("store")),
                MemberOptions.of("standby", LEASE),
                (session, why) -> losses.add(why)));
    }

    /** Takes over the one session, once it is free; it can be commanded. */
    private JanusSession takeOver(ClusterMember member, JanusClient client) {
        await().atMost(LEASE.multipliedBy(4))
                .until(() -> !Outcome.of(member.free(10)).isEmpty());
        List<Ownership> free = Outcome.of(member.free(10));
        assertThat(free).singleElement().satisfies(row -> assertThat(row.kind()).isEqualTo("echo"));
        StoreResult.Ok acquired = (StoreResult.Ok) Outcome.of(member.acquire(free.get(0)));
        assertThat(acquired.epoch()).isEqualTo(2);
        ReclaimOutcome outcome = Outcome.of(Reclaim.with(client)
                .commandGate(member.gate(free.get(0).session()))
                .take(HandoverTicket.fromJson(Objects.requireNonNull(acquired.ticket()))));
        JanusSession session = Objects.requireNonNull(outcome.session());
        member.bind(free.get(0).session(), session);
        JanusEchoTestPlugin echo = (JanusEchoTestPlugin)
                Objects.requireNonNull(outcome.handles().get(0).handle());
        Outcome.of(
                echo.configure(EchoTestRequest.Settings.builder().audio(false).build()));
        return session;
    }

    @Test
    void aKilledMembersSessionIsTakenOver() throws Exception {
        Process started = startOwner();
        try (ClusterMember member = standby();
                JanusClient client = JanusClient.create(janus.server().uri().toString(), options(member))) {
            assertThat(Outcome.of(member.free(10))).isEmpty();
            // SIGKILL, on Unix.
            started.destroyForcibly();
            JanusSession session = takeOver(member, client);
            Outcome.of(session.destroy());
            assertThat(losses).isEmpty();
        }
    }

    @Test
    void aMemberThatWasStoppedForLongerThanItsLeaseIsSilentWhenItGoesOn() throws Exception {
        Process started = startOwner();
        try (ClusterMember member = standby();
                JanusClient client = JanusClient.create(janus.server().uri().toString(), options(member))) {
            JavaProgram.signal("STOP", started);
            JanusSession session = takeOver(member, client);
            JavaProgram.signal("CONT", started);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("lost")));
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("refused")));
            assertThat(folder.resolve("lost")).content().contains("LeaseExpired");
            // The standby has the session still: nothing of the former owner's has claimed it back.
            Outcome.of(session.confirmOwnership());
            assertThat(session.isActive()).isTrue();
            assertThat(losses).isEmpty();
        }
    }
}
