// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.benchmarks.load.LoadProcess.Ran;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one kind of work cost each subject, round by round. */
final class Table {
    private record Round(double cpuMicros, Map<String, Double> figures) {}

    private final String title;
    private final Map<Subject, List<Round>> rounds = new EnumMap<>(Subject.class);

    Table(String title) {
        this.title = title;
    }

    /** Notes a round of so many transactions or events. */
    void add(Subject subject, Ran ran, int count) {
        rounds.computeIfAbsent(subject, key -> new ArrayList<>())
                .add(new Round(ran.cpuMicros() / count, ran.figures()));
    }

    /** The median of the processor time of one transaction or event, in microseconds; not a number without a round. */
    double cpu(Subject subject) {
        return median(cpus(subject));
    }

    /** The median of a figure; not a number without it. */
    double figure(Subject subject, String name) {
        return median(of(subject).stream()
                .map(round -> round.figures().getOrDefault(name, Double.NaN))
                .toList());
    }

    private List<Double> cpus(Subject subject) {
        return of(subject).stream().map(Round::cpuMicros).toList();
    }

    private List<Round> of(Subject subject) {
        return rounds.getOrDefault(subject, List.of());
    }

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() * percent / 100);
    }

    void print(Report to) {
        to.say("%n%s", title);
        to.say("  %-22s %9s %15s %9s %10s %9s %9s", "", "CPU µs", "least–most", "× floor", "per s", "p50 µs", "p99 µs");
        double floor = cpu(Subject.FLOOR);
        rounds.keySet()
                .forEach(subject -> to.say(
                        "  %-22s %9.2f %15s %9s %10.0f %9s %9s",
                        subject.title(),
                        cpu(subject),
                        String.format(
                                Locale.ROOT,
                                "%.2f–%.2f",
                                Collections.min(cpus(subject)),
                                Collections.max(cpus(subject))),
                        shown("%.2f", cpu(subject) / floor),
                        figure(subject, "rate"),
                        shown("%.1f", figure(subject, "p50")),
                        shown("%.1f", figure(subject, "p99"))));
    }

    private static String shown(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
