// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.media.rtp.AudioCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PartsBenchmark}, or {@link AudioBenchmark}, and prints one table: time and allocation. */
public final class PartsRun {
    private PartsRun() {}

    /**
     * Runs one of them.
     *
     * @param args {@code audio} for the second one
     */
    public static void main(String[] args) throws RunnerException, InterruptedException {
        if (args.length > 0 && args[0].equals("audio")) {
            table("20 ms of audio, on one thread, without encryption and sockets", AudioBenchmark.class);
            System.out.printf("%n  %-28s %10s%n", "heap of sender and receiver", "KiB");
            for (AudioCodec codec : AudioCodec.values()) {
                System.out.printf(Locale.ROOT, "  %-28s %10.1f%n", codec, AudioHeap.ofOne(codec) / 1_024.0);
            }
        } else {
            Map<String, double[]> parts =
                    table("Parts of the client, on one thread, without sockets", PartsBenchmark.class);
            checkThatItCostsNothing("wireLogThatIsOff", "eventThatNobodyWants", parts);
            checkThatItCostsNothing("observerThatIsAbsent", "smallEventToListener", parts);
        }
    }

    private static Map<String, double[]> table(String title, Class<?> benchmark) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .addProfiler("gc")
                        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.printf("%n%s%n", title);
        System.out.printf("  %-28s %10s %10s %12s%n", "", "ns", "±", "bytes made");
        Map<String, double[]> measured = new HashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String codec = result.getParams().getParam("codec");
            name = name.substring(name.lastIndexOf('.') + 1);
            double time = result.getPrimaryResult().getScore();
            double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            measured.put(name, new double[] {time, bytes});
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %10.0f %10.0f %12.0f%n",
                    words(name) + (codec == null ? "" : ", " + codec),
                    time,
                    result.getPrimaryResult().getScoreError(),
                    bytes);
        }
        return measured;
    }

    /** Nothing is allocated, and it takes less than a fiftieth of what an event takes. */
    private static void checkThatItCostsNothing(String unused, String event, Map<String, double[]> measured) {
        double[] cost = Objects.requireNonNull(measured.get(unused));
        double[] whole = Objects.requireNonNull(measured.get(event));
        if (cost[1] >= 1 || cost[0] * 50 > whole[0]) {
            throw new IllegalStateException(words(unused) + " takes " + cost[0] + " ns and allocates " + cost[1]
                    + " bytes a message, and " + words(event) + " takes " + whole[0] + " ns");
        }
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
