// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times by name, and their table. */
final class Samples {
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    void note(String name, long fromNanos, long toNanos) {
        millis.computeIfAbsent(name, key -> new ArrayList<>()).add((toNanos - fromNanos) / 1e6);
    }

    double percentile(String name, int percent) {
        List<Double> sorted = new ArrayList<>(millis.getOrDefault(name, List.of(Double.NaN)));
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    void print() {
        System.out.printf("%-44s %8s %10s %10s %10s   (ms)%n", "", "count", "p50", "p99", "max");
        millis.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-44s %8d %10.2f %10.2f %10.2f%n",
                name,
                all.size(),
                percentile(name, 50),
                percentile(name, 99),
                percentile(name, 100)));
    }
}
