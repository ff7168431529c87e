// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

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

/** Runs {@link PartsBenchmark} and prints one table: time and allocation. */
public final class PartsRun {
    private PartsRun() {}

    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PartsBenchmark.class.getName())
                        .addProfiler("gc")
                        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        System.out.printf("%nParts of the client, on one thread, without sockets%n");
        System.out.printf("  %-28s %10s %10s %12s%n", "", "ns", "±", "bytes made");
        Map<String, double[]> measured = new HashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            name = name.substring(name.lastIndexOf('.') + 1);
            double time = result.getPrimaryResult().getScore();
            double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            measured.put(name, new double[] {time, bytes});
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %10.0f %10.0f %12.0f%n",
                    words(name),
                    time,
                    result.getPrimaryResult().getScoreError(),
                    bytes);
        }
        checkThatALogThatIsOffCostsNothing(measured);
    }

    /** Nothing is made, and it takes less than a fiftieth of what an event takes that nobody listens to. */
    private static void checkThatALogThatIsOffCostsNothing(Map<String, double[]> measured) {
        double[] off = Objects.requireNonNull(measured.get("wireLogThatIsOff"));
        double[] event = Objects.requireNonNull(measured.get("eventThatNobodyWants"));
        if (off[1] >= 1 || off[0] * 50 > event[0]) {
            throw new IllegalStateException(
                    "the log of messages is off, and takes " + off[0] + " ns and " + off[1] + " bytes a message");
        }
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
