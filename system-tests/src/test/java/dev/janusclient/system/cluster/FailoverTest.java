// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupListener;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover group on a file store, with two real Januses: a member is killed, one drains, a server restarts. */
class FailoverTest {
    /** Long enough never to expire on a busy machine. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** What the others wait for when it is killed. */
    private static final Duration SHORT_LEASE = Duration.ofSeconds(6);

    private static final int SESSIONS = 20;

    @TempDir
    private Path folder;

    private final List<JanusServer> servers = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** Counts what it takes over, and commands each handle once: Janus has to accept that. */
    private static final class Member implements SessionHandler, GroupListener {
        final Queue<ReclaimOutcome> outcomes = new ConcurrentLinkedQueue<>();
        final Queue<LostReason> lost = new ConcurrentLinkedQueue<>();
        final OwnershipStore store;
        final FailoverGroup group;

        Member(String name, Path folder, List<String> uris, Duration lease) {
            store = FileStore.open(folder.resolve("store"));
            FailoverGroup.Builder builder = FailoverGroup.builder(store, MemberOptions.of(name, lease))
                    .handler("echo", this)
                    .listener(this);
            for (int i = 0; i < uris.size(); i++) {
                builder.server("janus-" + i, uris.get(i));
            }
            group = Outcome.of(builder.start());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> group.status().servers().stream().allMatch(server -> server.up()));
        }

        @Override
        public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
            return configure(outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow())
                    .thenRun(() -> outcomes.add(outcome));
        }

        @Override
        public void sessionLost(SessionKey session, String kind, LostReason reason, String detail) {
            lost.add(reason);
        }

        static CompletableFuture<?> configure(JanusEchoTestPlugin echo) {
            return echo.configure(EchoTestRequest.Settings.builder().audio(true).build());
        }

        Set<Long> create(int count) {
            Set<Long> ids = new HashSet<>();
            for (int i = 0; i < count; i++) {
                OwnedSession made = Outcome.of(group.create("echo"));
                Outcome.of(configure(Outcome.of(made.session().attach(JanusEchoTestPlugin.TYPE))));
                ids.add(made.key().sessionId());
            }
            return ids;
        }

        void close() {
            group.close();
            store.close();
        }
    }

    /** The member that is killed. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] args) throws Exception {
            Member member = new Member("killed", Path.of(args[0]), List.of(args[1], args[2]), SHORT_LEASE);
            member.create(SESSIONS);
            Files.createFile(Path.of(args[0], "ready"));
            // Ends with the parent's kill; two minutes are for the case that it never comes.
            new CountDownLatch(1).await(2, TimeUnit.MINUTES);
        }
    }

    @BeforeEach
    void startServers() {
        for (int i = 0; i < 2; i++) {
            servers.add(JanusServer.builder()
                    .plugins("echotest")
                    .reclaimSessionTimeout(60)
                    .start());
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        members.forEach(Member::close);
        for (Process process : processes) {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        servers.forEach(JanusServer::close);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private List<String> uris() {
        return servers.stream().map(server -> server.uri().toString()).toList();
    }

    private Member join(String name) {
        Member joined = new Member(name, folder, uris(), LEASE);
        members.add(joined);
        return joined;
    }

    private void startKilled() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                folder.toString()));
        command.addAll(uris());
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start());
        eventually().until(() -> Files.exists(folder.resolve("ready")));
    }

    @Test
    void theSessionsOfAKilledProcessAreSharedAndResumed() throws Exception {
        startKilled();
        Member a = join("a");
        Member b = join("b");
        eventually().until(() -> a.group.status().members().size() == 3);
        // SIGKILL, on Unix.
        processes.get(0).destroyForcibly();
        eventually().until(() -> a.outcomes.size() + b.outcomes.size() == SESSIONS);
        assertThat(a.outcomes.size()).isBetween(SESSIONS / 4, SESSIONS * 3 / 4);
        assertThat(a.group.status().takeovers())
                .allSatisfy(one -> assertThat(one.epoch()).isEqualTo(2));
        assertThat(a.group.sessions())
                .allSatisfy(one -> Outcome.of(one.session().keepalive()));
        assertThat(a.store.free(100)).isEmpty();
    }

    @Test
    void aMemberThatDrainsHandsItsSessionsOffWithoutAGap() {
        Member a = join("a");
        Set<Long> made = a.create(SESSIONS);
        Member b = join("b");
        assertThat(Outcome.of(a.group.drain(Duration.ofSeconds(15)))).isZero();
        eventually().until(() -> b.outcomes.size() == SESSIONS);
        assertThat(b.outcomes).allSatisfy(outcome -> {
            assertThat(made).contains(outcome.sessionId());
            assertThat(outcome).isInstanceOf(ReclaimOutcome.Resumed.class);
        });
        a.close();
        assertThat(b.group.sessions())
                .hasSize(SESSIONS)
                .allSatisfy(one -> Outcome.of(one.session().keepalive()));
    }

    @Test
    void eachSessionOfAServerThatRestartsIsReported() {
        Member a = join("a");
        a.create(SESSIONS);
        servers.get(0).kill();
        servers.get(0).restart();
        eventually().until(() -> a.lost.size() == SESSIONS / 2);
        assertThat(a.group.status().owned()).isEqualTo(SESSIONS / 2);
        assertThat(a.group.sessions()).allSatisfy(one -> {
            assertThat(one.key().server()).isEqualTo("janus-1");
            Outcome.of(one.session().keepalive());
        });
        eventually().until(() -> a.group.status().servers().stream().allMatch(server -> server.up()));
        assertThat(a.create(2)).hasSize(2);
    }
}
