// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Whether heap, threads and file descriptors end where they began, after as many of each kind as a server sees in weeks. */
final class Leaks {
    private static final int IN_FLIGHT = 64;
    private static final double KIB = 1024;

    /** How much more heap in use is taken for none, in KiB: what a collection leaves differs by that. */
    private static final double HEAP_GROWTH = 256;

    /** What is done over and over. */
    private record Coming(String title, String task, int count, int inFlight) {}

    private static final List<Coming> ALL = List.of(
            new Coming("requests", "sync", 1_000_000, IN_FLIGHT),
            new Coming("sessions", "visits", 100_000, IN_FLIGHT),
            new Coming("reconnects", "reconnects", 10_000, 1));

    private final Report report;
    private final List<Subject> subjects;

    Leaks(Report report, List<Subject> subjects) {
        this.report = report;
        this.subjects = List.of(Subject.NETTY, Subject.OKHTTP).stream()
                .filter(subjects::contains)
                .toList();
    }

    void run() throws IOException {
        report.say("%nWhat is left behind; before → after, heap in use after collection, in KiB");
        report.say("  %-34s %-14s %10s %20s %14s %14s", "", "", "times", "heap", "threads", "files");
        try (Server stub = Server.stub("each")) {
            for (Subject subject : subjects) {
                try (LoadProcess process = subject.start(stub.uri())) {
                    for (Coming coming : ALL) {
                        report.progress(coming.title() + ", " + subject.title());
                        measure(subject, process, coming);
                    }
                }
            }
        }
    }

    private void measure(Subject subject, LoadProcess process, Coming coming) throws IOException {
        int count = report.quick() ? coming.count() / 20 : coming.count();
        // Classes are loaded then, code is compiled, and tables have grown up.
        process.run(coming.task(), coming.inFlight(), count / 10);
        LoadProcess.Ran before = process.run("standing", 0, 0);
        process.run(coming.task(), coming.inFlight(), count);
        LoadProcess.Ran after = process.run("standing", 0, 0);
        report.say(
                "  %-34s %-14s %,10d %20s %14s %14s",
                coming.title(),
                subject.title(),
                count,
                change(before, after, "heap", KIB),
                change(before, after, "threads", 1),
                change(before, after, "files", 1));
        String what = String.format(Locale.ROOT, "%,d %s, %s: ", count, coming.title(), subject.title());
        report.target(what + "KiB left", growth(before, after, "heap") / KIB, HEAP_GROWTH);
        report.target(what + "threads left", growth(before, after, "threads"), 0);
        report.target(what + "files left", growth(before, after, "files"), 0);
    }

    private static String change(LoadProcess.Ran before, LoadProcess.Ran after, String name, double unit) {
        return String.format(Locale.ROOT, "%,.0f → %,.0f", before.figure(name) / unit, after.figure(name) / unit);
    }

    private static double growth(LoadProcess.Ran before, LoadProcess.Ran after, String name) {
        return after.figure(name) - before.figure(name);
    }
}
