// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.cluster;

import dev.janusclient.benchmarks.load.Report;
import dev.janusclient.cluster.MemberOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * How long sessions are without an owner when a member dies: from its death (kill -9) to the first answer of Janus to the member that
 * has taken a session over. Janus is a stub, so that it is not what is measured.
 */
public final class ClusterBenchmark {
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** The first takeover of so many sessions is done by code that was never run before. */
    private static final int DEATHS = 3;

    private static final int[][] SIZES = {{1, 15}, {100, 5}, {300, 5}, {10_000, 1}};

    private final Report report;

    private ClusterBenchmark(Report report) {
        this.report = report;
    }

    /**
     * Arguments: the folder for what is measured, {@code --quick}, {@code takeover} or {@code scale} if only that is of interest,
     * and stores; all of them if none is named.
     */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args).subList(1, args.length));
        boolean quick = words.remove("--quick");
        boolean takeover = words.remove("takeover");
        boolean scale = words.remove("scale");
        Report report = new Report(Path.of(args[0]), quick);
        ClusterBenchmark benchmark = new ClusterBenchmark(report);
        if (takeover || !scale) {
            report.begin("cluster-takeover");
            benchmark.takeovers(words.isEmpty() ? List.of("file", "postgresql", "redis") : words);
        }
        if (scale || !takeover) {
            report.begin("cluster-scale");
            benchmark.scale(words.isEmpty() ? "postgresql" : words.get(0));
        }
        report.end();
        report.printTargets();
        System.exit(0);
    }

    private void takeovers(List<String> stores) throws Exception {
        report.say(
                "from a member's death to the first command that is accepted, 2 other members, 2 stubs, lease %d ms (ms)",
                LEASE.toMillis());
        report.say(
                "%-12s %9s %7s %8s %8s %8s %8s %14s",
                "store", "sessions", "deaths", "p50", "p99", "max", "expiry", "share of p50");
        for (String store : stores) {
            for (int[] size : SIZES) {
                row(store, size[0], report.quick() ? 1 : size[1]);
            }
        }
    }

    private void row(String store, int sessions, int deaths) throws Exception {
        List<Double> times = new ArrayList<>();
        double expiry = 0;
        for (int i = 0; i < deaths; i++) {
            report.progress(store + ", " + sessions + " sessions, death " + (i + 1) + " of " + deaths);
            TakeoverRun.Death death = TakeoverRun.of(
                            new TakeoverRun.Setting(store, 2, 2, sessions, 0, LEASE, 1, Duration.ZERO))
                    .deaths()
                    .get(0);
            times.addAll(death.toCommand());
            expiry += death.toExpiry() / deaths;
        }
        Collections.sort(times);
        double p50 = percentile(times, 50);
        report.say(
                "%-12s %9d %7d %8.0f %8.0f %8.0f %8.0f %12.0f %%",
                store,
                sessions,
                deaths,
                p50,
                percentile(times, 99),
                percentile(times, 100),
                expiry,
                100 * expiry / p50);
    }

    private void scale(String store) throws Exception {
        int members = 10;
        int each = report.quick() ? 1_000 : 10_000;
        report.progress(members + " members with " + each + " sessions each on " + store);
        TakeoverRun.Result result = TakeoverRun.of(new TakeoverRun.Setting(
                store, members - 1, 5, each, each, MemberOptions.DEFAULT_LEASE, DEATHS, Duration.ofSeconds(20)));
        report.say(
                "%d members, 5 stubs, %,d sessions, store %s, lease %d ms; %d members with %,d sessions die, one after the other",
                members, members * each, store, MemberOptions.DEFAULT_LEASE.toMillis(), DEATHS, each);
        TakeoverRun.Idle idle = Objects.requireNonNull(result.idle());
        report.say("  store calls of one idle member each second             %8.2f", idle.calls());
        report.say("  how long each of them takes (ms)                        %8.1f", idle.millis());
        report.say("  from the end of the lease to the first command (ms)          p50        p99   last one");
        for (int i = 0; i < DEATHS; i++) {
            TakeoverRun.Death death = result.deaths().get(i);
            report.say(
                    "    death %d, %,6.0f ms before the end of the lease %13.0f %10.0f %10.0f",
                    i + 1,
                    death.toExpiry(),
                    percentile(death.toCommand(), 50) - death.toExpiry(),
                    percentile(death.toCommand(), 99) - death.toExpiry(),
                    percentile(death.toCommand(), 100) - death.toExpiry());
        }
        report.target("store calls of one idle member each second", idle.calls(), 1);
        TakeoverRun.Death last = result.deaths().get(DEATHS - 1);
        report.target(
                "seconds from the end of the lease to the last session's first command",
                (percentile(last.toCommand(), 100) - last.toExpiry()) / 1e3,
                2);
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
