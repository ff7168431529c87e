// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.media;

import dev.janusclient.benchmarks.load.LoadProcess;
import dev.janusclient.benchmarks.load.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was measured of one kind of legs, and its line of the table. */
final class MediaRow {
    private static final int PACKETS_PER_SECOND = 50;

    private final String title;
    private final int legs;
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> crypt = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private double heap = Double.NaN;
    private double bytes = Double.NaN;
    private double none = Double.NaN;

    MediaRow(String title, int legs) {
        this.title = title;
        this.legs = legs;
    }

    static void header(Report to) {
        to.say(
                "  %-28s %5s %8s %15s %10s %9s %9s %9s %11s",
                "", "legs", "CPU µs", "least–most", "SRTP µs", "legs/core", "p99 ms", "heap KiB", "bytes made");
    }

    /** Has the legs connected. */
    void connect(LoadProcess process) throws IOException {
        heap = process.run("connect", 0, legs).figure("bytes") / 1_024;
    }

    /** Has them talk for some seconds, and notes it. */
    void talk(LoadProcess process, int seconds) throws IOException {
        LoadProcess.Ran ran = process.run("talk", 0, seconds);
        double packets = ran.figure("packets");
        cpu.add(ran.cpuMicros() / packets);
        p99.add(ran.figure("p99"));
    }

    /** Has packets encrypted and decrypted, without sockets. */
    void crypt(LoadProcess process, int count) throws IOException {
        crypt.add(process.run("crypt", 0, count).cpuMicros() / count);
    }

    /** Counts what is allocated. */
    void countBytes(LoadProcess process, int seconds) throws IOException {
        LoadProcess.Ran ran = process.run("allocation", 0, seconds);
        bytes = ran.figure("bytes");
        none = ran.figure("none");
    }

    double cpu() {
        return median(cpu);
    }

    double crypt() {
        return median(crypt);
    }

    double p99() {
        return median(p99);
    }

    double heap() {
        return heap;
    }

    /** The share of packets for which something was allocated. */
    double shareWithAllocation() {
        return 1 - none;
    }

    void print(Report to) {
        to.say(
                "  %-28s %5d %8.2f %15s %10s %9.0f %9.3f %9s %11s",
                title,
                legs,
                cpu(),
                String.format(Locale.ROOT, "%.2f–%.2f", Collections.min(cpu), Collections.max(cpu)),
                shown("%.2f", crypt()),
                1e6 / (PACKETS_PER_SECOND * cpu()),
                p99(),
                shown("%.1f", heap),
                shown("%.1f", bytes));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    private static String shown(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
