// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes acquire and release the same sessions of a {@link FileStore}, and some of them are killed while they do. */
class KilledContendersTest {
    private static final int SESSIONS = 20;
    private static final int PROCESSES = 3;
    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    /** A process that acquires what is free and releases it again, until it is killed; each success is a line of its journal. */
    static final class Contender {
        private static final Duration LEASE = Duration.ofMillis(500);

        private Contender() {}

        public static void main(String[] args) throws IOException {
            FileStore store = FileStore.open(Path.of(args[0]).resolve("store"));
            Path journal = Path.of(args[0]).resolve(args[1] + ".journal");
            // Killed from outside; after ten minutes it ends by itself.
            for (int life = 1; life < 1200; life++) {
                MemberId member = new MemberId(args[1], Integer.toString(life));
                store.join(member, LEASE);
                contend(store, member, journal);
            }
        }

        /** Until the lease expires, because the machine is busy. */
        private static void contend(FileStore store, MemberId member, Path journal) throws IOException {
            while (store.renew(member, LEASE, new MemberReport(0, false))) {
                List<SessionEpoch> wanted = new ArrayList<>();
                store.free(5).forEach(row -> wanted.add(new SessionEpoch(row.session(), row.epoch())));
                List<StoreResult> results = store.acquire(member, wanted);
                List<SessionEpoch> held = new ArrayList<>();
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < wanted.size(); i++) {
                    if (results.get(i) instanceof StoreResult.Ok ok) {
                        SessionEpoch now = new SessionEpoch(wanted.get(i).session(), ok.epoch());
                        held.add(now);
                        lines.append(now.session().sessionId())
                                .append(' ')
                                .append(now.epoch())
                                .append('\n');
                    }
                }
                Files.writeString(journal, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                store.release(member, held);
            }
        }
    }

    @Test
    void noEpochHasTwoOwnersAndNoRowIsBroken() throws Exception {
        FileStore store = FileStore.open(folder.resolve("store"));
        MemberId creator = new MemberId("creator", "1");
        store.join(creator, Duration.ofMinutes(1));
        for (int id = 1; id <= SESSIONS; id++) {
            store.create(creator, List.of(new NewSession(new SessionKey("janus-1", id), "call", "ticket " + id)));
        }
        store.leave(creator);
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                started.add(contender(started.size()));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = started.size() - PROCESSES;
                await().atMost(Duration.ofSeconds(60)).until(() -> hasJournal(victim));
                // SIGKILL, on Unix.
                started.get(victim).destroyForcibly();
                assertThat(started.get(victim).waitFor(10, TimeUnit.SECONDS)).isTrue();
                started.add(contender(started.size()));
            }
        } finally {
            for (Process process : started) {
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        }
        checkJournals(store, started.size());
    }

    private void checkJournals(FileStore store, int processes) throws IOException {
        Map<SessionEpoch, Integer> owners = new HashMap<>();
        for (int i = 0; i < processes; i++) {
            if (!Files.exists(folder.resolve("m" + i + ".journal"))) {
                continue;
            }
            for (String line : Files.readAllLines(folder.resolve("m" + i + ".journal"), StandardCharsets.UTF_8)) {
                String[] columns = line.split(" ", -1);
                SessionKey key = new SessionKey("janus-1", Long.parseLong(columns[0]));
                Integer first = owners.put(new SessionEpoch(key, Long.parseLong(columns[1])), i);
                assertThat(first).as("owner of " + line).isNull();
            }
        }
        assertThat(owners).hasSizeGreaterThan(SESSIONS);
        MemberId last = new MemberId("last", "1");
        store.join(last, Duration.ofMinutes(1));
        await().atMost(Duration.ofSeconds(10)).until(() -> store.members().size() == 1);
        List<Ownership> free = store.free(2 * SESSIONS);
        assertThat(free).hasSize(SESSIONS);
        for (Ownership row : free) {
            long epoch = row.epoch() + 1;
            assertThat(store.acquire(last, List.of(new SessionEpoch(row.session(), row.epoch()))))
                    .containsExactly(
                            new StoreResult.Ok(epoch, "ticket " + row.session().sessionId()));
        }
    }

    private boolean hasJournal(int number) throws IOException {
        Path journal = folder.resolve("m" + number + ".journal");
        return Files.exists(journal) && Files.size(journal) > 50;
    }

    private Process contender(int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Contender.class.getName(),
                        folder.toString(),
                        "m" + number)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
