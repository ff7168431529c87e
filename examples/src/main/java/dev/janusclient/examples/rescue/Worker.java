// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another JVM with the same class path, and the steps it tells of. */
public final class Worker implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Thread reader;
    private final Thread hook;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> otherLines = new ArrayList<>();

    private Worker(String name, Process process) {
        this.name = name;
        this.process = process;
        this.hook = new Thread(process::destroyForcibly, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
        this.reader = new Thread(this::read, "read-" + name);
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Starts one. */
    public static Worker start(String name, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String archive = System.getProperty("rescue.archive");
        if (archive != null) {
            command.addAll(ClassArchive.options(Path.of(archive), main == SecondOwner.class));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        try {
            return new Worker(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a step.
     *
     * @throws RescueFailed if the process tells of a failure, ends, or takes too long
     */
    public Step await(String wanted) {
        return awaitAny(List.of(wanted));
    }

    /** Waits for one of several steps. */
    synchronized Step awaitAny(List<String> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Rescue.STEP_SECONDS);
        while (true) {
            Optional<Step> seen = first(wanted);
            if (seen.isPresent()) {
                return seen.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            Optional<Step> failed = first(List.of("failed"));
            if (failed.isPresent() || left <= 0 || !reader.isAlive()) {
                String why = failed.map(Step::detail)
                        .orElse(reader.isAlive() ? "not within " + Rescue.STEP_SECONDS + " s" : "the process ended");
                throw new RescueFailed(
                        "process " + name + ": '" + String.join("' or '", wanted) + "' was not seen: " + why + tail());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RescueFailed("interrupted");
            }
        }
    }

    /** The newest step of a name, if there is one. */
    public synchronized Optional<Step> last(String name) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).name().equals(name)) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<Step> first(List<String> wanted) {
        return steps.stream().filter(step -> wanted.contains(step.name())).findFirst();
    }

    /** The end of what it wrote beside its steps, on lines of their own. */
    public synchronized String tail() {
        List<String> last = otherLines.subList(Math.max(0, otherLines.size() - 15), otherLines.size());
        return last.isEmpty() ? "" : "\n    " + String.join("\n    ", last);
    }

    /** Says a word to the process. */
    public void say(String word) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((word + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new RescueFailed("process " + name + " does not listen: " + e.getMessage() + tail());
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process with SIGKILL and waits until it is gone. */
    public Step kill() {
        process.destroyForcibly();
        awaitEnd();
        return Step.now("killed", "process " + process.pid() + " ended with SIGKILL");
    }

    /** Waits until the process has ended by itself. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(Rescue.STEP_SECONDS, TimeUnit.SECONDS)) {
                throw new RescueFailed("process " + name + " did not end" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RescueFailed("interrupted");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            note("(its output ended: " + e.getMessage() + ")");
        } finally {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private synchronized void note(String line) {
        Step.parse(line).ifPresentOrElse(steps::add, () -> otherLines.add(line));
        notifyAll();
    }
}
