// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a group: no two members command one session in overlapping epochs, no session is left without an owner, and each
 * event was delivered or a gap reported. A few faults by default; {@code ./faults cluster} sets the properties for many.
 */
@Tag("sip-tester")
class ClusterFaultsTest {
    private static final Duration LEASE = Duration.ofMillis(Integer.getInteger("cluster.lease", 4_500));
    private static final int SHOWN = 20;

    @Test
    @SuppressWarnings("SystemOut") // the figures are what the run is for
    void oneOwnerAtATimeWhateverHappens() throws Exception {
        long seed = Long.getLong("cluster.seed", 12);
        int faults = Integer.getInteger("cluster.faults", 4);
        int sessions = Integer.getInteger("cluster.sessions", 15);
        String store = System.getProperty("cluster.store", "file");
        Path folder = folder(store, seed);
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        long began = System.nanoTime();
        try (FaultRun run = new FaultRun(folder, store, LEASE)) {
            List<FaultPlan.Step> plan =
                    FaultPlan.of(seed, faults, FaultRun.MEMBERS, FaultRun.SERVERS, LEASE, run.kinds());
            System.out.println("seed " + seed + ", " + faults + " faults; " + run + "; journals in " + folder);
            run.begin(sessions, 3);
            for (int i = 0; i < plan.size(); i++) {
                System.out.printf(
                        "%6.1f s  %d/%d %s%n", (System.nanoTime() - began) / 1e9, i + 1, plan.size(), plan.get(i));
                run.inflict(plan.get(i));
                counts.merge(plan.get(i).kind(), 1, Integer::sum);
            }
            Checker checker = run.check();
            System.out.printf(
                    "cluster faults: seed %d, store %s, %d faults %s in %d s; %d sessions, all owned and commanded at the end;"
                            + " commands on the wire %d, late through a suspension %d, violations %d; events delivered %d, replayed %d, reported as a gap %d%n",
                    seed,
                    store,
                    plan.size(),
                    counts,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                    run.sessions(),
                    checker.commands(),
                    checker.late(),
                    checker.violations().size(),
                    checker.events(),
                    checker.replayed(),
                    checker.excused());
            assertThat(checker.violations()
                            .subList(0, Math.min(SHOWN, checker.violations().size())))
                    .as("violations, of %d", checker.violations().size())
                    .isEmpty();
            assertThat(checker.commands()).isGreaterThan(run.sessions());
            assertThat(checker.events()).isPositive();
        }
    }

    /** Where the journals stay, for a look at them after a failure. */
    private static Path folder(String store, long seed) throws IOException {
        Path parent =
                Files.createDirectories(Path.of("target", "cluster-faults").toAbsolutePath());
        return Files.createTempDirectory(parent, store + "-" + seed + "-");
    }
}
