// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client or a server that runs as a process of its own. It ends with its standard input, so that none is left behind.
 *
 * <p>Its processor time, user and system, is read from the kernel, in hundredths of a second.
 */
public final class LoadProcess implements AutoCloseable {
    private static final double CLOCK_TICKS = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** What one piece of work cost. */
    public record Ran(double cpuMicros, Map<String, Double> figures) {
        /** One that the client gave; not a number if it did not. */
        public double figure(String name) {
            return figures.getOrDefault(name, Double.NaN);
        }
    }

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private LoadProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a program. */
    public static LoadProcess start(String name, List<String> command) throws IOException {
        return new LoadProcess(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** One of this module's main classes, with the same class path. */
    public static List<String> java(Class<?> main, List<String> options, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        return command;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    String line() throws IOException {
        String line = out.readLine();
        if (line == null || line.startsWith("failed")) {
            throw new IOException(name + ": " + (line == null ? "has ended" : line));
        }
        return line;
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() throws IOException {
        String line = line();
        while (!line.equals("ready")) {
            line = line();
        }
    }

    /** Has work done, and tells what it cost in all. */
    public Ran run(String task, int inFlight, int count) throws IOException {
        double before = cpuMicros();
        in.write(task + " " + inFlight + " " + count + "\n");
        in.flush();
        String line = line();
        while (!line.equals("ran")) {
            line = line();
        }
        double cpu = cpuMicros() - before;
        Map<String, Double> figures = new HashMap<>();
        for (String figure : line().split(" ", -1)) {
            String[] sides = figure.split("=", 2);
            figures.put(sides[0], Double.valueOf(sides[1]));
        }
        return new Ran(cpu, figures);
    }

    /** Its resident memory. */
    public long memoryBytes() throws IOException {
        return status("VmRSS:") * 1024;
    }

    int threads() throws IOException {
        return (int) status("Threads:");
    }

    private long status(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + name + " of " + this.name);
    }

    double cpuMicros() throws IOException {
        return cpuMicros(pid());
    }

    /** The processor time of any process so far. */
    static double cpuMicros(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name stands in parentheses and may have spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * 1e6 / CLOCK_TICKS;
    }

    /** Ends it with SIGKILL, and waits for that. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
