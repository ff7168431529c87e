// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the benchmarks says: tables as they come, and in the end how the targets were met. Each scenario is written
 * to files of its own as well, from which {@code ./bench doc} takes it.
 */
public final class Report {
    private final Path folder;
    private final boolean quick;
    private final List<String> targets = new ArrayList<>();
    private @Nullable PrintStream tables;
    private @Nullable PrintStream ratios;

    /** Writes below a folder. */
    public Report(Path folder, boolean quick) {
        this.folder = folder;
        this.quick = quick;
    }

    /** Whether fewer rounds will do. */
    public boolean quick() {
        return quick;
    }

    /** What is said from now on belongs to a scenario. */
    public void begin(String scenario) {
        end();
        System.err.println(scenario);
        try {
            Files.createDirectories(folder);
            tables = new PrintStream(folder.resolve(scenario + ".txt").toFile(), StandardCharsets.UTF_8);
            ratios = new PrintStream(folder.resolve(scenario + ".targets").toFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the last scenario. */
    public void end() {
        if (tables != null) {
            tables.close();
        }
        if (ratios != null) {
            ratios.close();
        }
    }

    /** Writes a line. */
    public void say(String format, Object... args) {
        line(tables, String.format(Locale.ROOT, format, args));
    }

    private static void line(@Nullable PrintStream also, String line) {
        System.out.println(line);
        if (also != null) {
            also.println(line);
        }
    }

    /** Writes a line for whoever waits. */
    public void progress(String what) {
        System.err.println("  " + what);
    }

    /** Notes a ratio and what it is to be; one that could not be had is left out. */
    public void target(String what, double ratio, double atMost) {
        if (Double.isNaN(ratio)) {
            return;
        }
        String line = String.format(
                Locale.ROOT, "  %-68s %9.3f  ≤ %-7.3f %s", what, ratio, atMost, ratio <= atMost ? "met" : "missed");
        targets.add(line);
        if (ratios != null) {
            ratios.println(line);
        }
    }

    /** Writes how the targets were met. */
    public void printTargets() {
        if (!targets.isEmpty()) {
            System.out.println();
            System.out.println("Targets");
            targets.forEach(System.out::println);
        }
    }
}
