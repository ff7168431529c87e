// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import dev.janusclient.testkit.PrivateNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another JVM with the same class path, and the steps it tells of. */
public final class Worker implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Duration grace;
    private final Thread reader;
    private final Thread hook;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> otherLines = new ArrayList<>();

    private Worker(String name, Process process, Duration grace) {
        this.name = name;
        this.process = process;
        this.grace = grace;
        this.hook = new Thread(this::end, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
        this.reader = new Thread(this::read, "read-" + name);
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Starts one, which is killed in the end. */
    public static Worker start(String name, Class<?> main, String... args) {
        return launch(name, command(main, args), Duration.ZERO);
    }

    /** Starts one in a private network, which ends by itself when its input does, with the processes that it has started. */
    public static Worker startInPrivateNetwork(String name, Class<?> main, String... args) {
        return launch(name, PrivateNetwork.wrap(command(main, args)), GRACE);
    }

    private static List<String> command(Class<?> main, String... args) {
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
        return command;
    }

    private static Worker launch(String name, List<String> command, Duration grace) {
        try {
            return new Worker(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), grace);
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
        return await(wanted, Rescue.STEP_SECONDS);
    }

    /** The same with another limit. */
    public Step await(String wanted, int seconds) {
        return awaitAny(List.of(wanted), seconds);
    }

    /** Waits for one of several steps. */
    private synchronized Step awaitAny(List<String> wanted, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Optional<Step> seen = first(wanted);
            if (seen.isPresent()) {
                return seen.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            Optional<Step> failed = first(List.of("failed"));
            if (failed.isPresent() || left <= 0 || !reader.isAlive()) {
                String why = failed.map(Step::detail)
                        .orElse(reader.isAlive() ? "not within " + seconds + " s" : "the process ended");
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

    /** All steps so far, in their order. */
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
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

    private void end() {
        try {
            if (!grace.isZero()) {
                process.getOutputStream().close();
                var unused = process.waitFor(grace.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            // It reads nothing any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end();
        awaitEnd();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook has nothing left to do.
        }
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
