// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured in several runs, span by span, in milliseconds. */
public final class SpanTable {
    private final Map<String, List<Double>> all = new LinkedHashMap<>();

    /** Takes what was measured in one run. */
    public void add(Map<String, Double> millis) {
        millis.forEach((name, value) ->
                all.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }

    /** Prints a line for each span. */
    public void print(PrintWriter out) {
        out.printf("%n%-16s %9s %9s %9s %9s   (ms)%n", "step", "min", "p50", "p99", "max");
        all.forEach((name, values) -> {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            out.printf(
                    Locale.ROOT,
                    "%-16s %9.1f %9.1f %9.1f %9.1f%n",
                    name,
                    sorted[0],
                    percentile(sorted, 50),
                    percentile(sorted, 99),
                    sorted[sorted.length - 1]);
        });
    }

    /** The smallest value that so many percent of all are not above. */
    private static double percentile(double[] sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
