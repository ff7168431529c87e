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
    private static final int[][] SIZES = {{1, 15}, {100, 5}, {300, 5}, {10_000, 1}};

    private final Report report;

    private ClusterBenchmark(Report report) {
        this.report = report;
    }

    /** Arguments: the folder for what is measured, {@code --quick}, and stores; all of them if none is named. */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args).subList(1, args.length));
        boolean quick = words.remove("--quick");
        Report report = new Report(Path.of(args[0]), quick);
        ClusterBenchmark benchmark = new ClusterBenchmark(report);
        report.begin("cluster-takeover");
        benchmark.takeovers(words.isEmpty() ? List.of("file", "postgresql", "redis") : words);
        report.begin("cluster-scale");
        benchmark.scale(words.isEmpty() ? "postgresql" : words.get(0));
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
            TakeoverRun.Result result =
                    TakeoverRun.of(new TakeoverRun.Setting(store, 2, 2, sessions, 0, LEASE, Duration.ZERO));
            times.addAll(result.toCommand());
            expiry += result.toExpiry() / deaths;
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
                store, members - 1, 5, each, each, MemberOptions.DEFAULT_LEASE, Duration.ofSeconds(20)));
        List<Double> times = new ArrayList<>(result.toCommand());
        Collections.sort(times);
        report.say(
                "%d members, 5 stubs, %,d sessions, store %s, lease %d ms; a member with %,d sessions dies",
                members, members * each, store, MemberOptions.DEFAULT_LEASE.toMillis(), each);
        TakeoverRun.Idle idle = Objects.requireNonNull(result.idle());
        report.say("  store calls of one idle member each second             %8.2f", idle.calls());
        report.say("  how long each of them takes (ms)                        %8.1f", idle.millis());
        report.say("  from the death to the end of the lease (ms)             %8.0f", result.toExpiry());
        report.say("  from the death to the first command, p50 (ms)           %8.0f", percentile(times, 50));
        report.say("  from the death to the first command, the last one (ms)  %8.0f", percentile(times, 100));
        report.target("store calls of one idle member each second", idle.calls(), 1);
        report.target(
                "seconds from the end of the lease to the last session's first command",
                (percentile(times, 100) - result.toExpiry()) / 1e3,
                2);
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
