// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server or peer that runs beside the test JVM and does not outlive it: a shutdown hook kills it at an orderly end,
 * and where {@code setpriv} (util-linux) is installed the kernel does so when the JVM itself is killed.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** What no process can refuse takes a moment where many others run. */
    private static final Duration SIGNALLED = Duration.ofSeconds(30);

    private static final Set<ChildProcess> LIVING = ConcurrentHashMap.newKeySet();
    private static final @Nullable String SETPRIV = findOnPath("setpriv");

    // Linux sends the parent-death signal when the *thread* that forked ends, so one thread forks all processes.
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "janus-testkit-launcher");
        thread.setDaemon(true);
        return thread;
    });

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> LIVING.forEach(child -> child.process.destroyForcibly()), "janus-testkit-shutdown"));
    }

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param log takes its standard output and error; appended to
     * @throws IllegalStateException if the program is not installed
     */
    static ChildProcess start(String name, List<String> command, Path directory, Path log) {
        String program = command.get(0);
        if (findOnPath(program) == null) {
            throw new IllegalStateException(name + " cannot start: the program '" + program + "' is not installed");
        }
        List<String> full = new ArrayList<>();
        if (SETPRIV != null) {
            full.addAll(List.of(SETPRIV, "--pdeathsig", "KILL", "--"));
        }
        full.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(full)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return CompletableFuture.supplyAsync(() -> launch(name, builder, log), LAUNCHER)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(name + " cannot start: " + command, e.getCause());
        }
    }

    private static ChildProcess launch(String name, ProcessBuilder builder, Path log) {
        try {
            ChildProcess child = new ChildProcess(name, builder.start(), log);
            LIVING.add(child);
            child.onExit().thenRun(() -> LIVING.remove(child)).exceptionally(e -> null);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs now, as "name (pid)". */
    static List<String> living() {
        return LIVING.stream()
                .filter(ChildProcess::isAlive)
                .map(ChildProcess::toString)
                .sorted()
                .toList();
    }

    /** The full path of a program, or null if it is not installed. The folders of system daemons are searched too. */
    static @Nullable String findOnPath(String program) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program)) ? program : null;
        }
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin";
        return Stream.of(path.split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits for the end. Doubles as the tick of a polling loop: no tick is wasted once the process is gone. */
    boolean awaitExit(Duration atMost) {
        try {
            var unused = process.onExit().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("cannot wait for " + this, e.getCause());
        }
    }

    int exitCode() {
        return process.exitValue();
    }

    String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    String logTail(int lines) {
        List<String> all = log().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** Sends a signal the JDK has no method for, for example {@code STOP}. */
    void signal(String signal) {
        signal(signal, pid());
    }

    private void signal(String signal, long receiver) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + receiver)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = kill.waitFor();
            if (code != 0) {
                throw new IllegalStateException("cannot send SIG" + signal + " to " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal + " to " + this, e);
        }
    }

    /** Freezes the process and all that it started (SIGSTOP); returns once it has stopped. */
    void pauseTree() {
        // First itself: once it has stopped it starts no others.
        signal("STOP");
        awaitStopped();
        signalDescendants("STOP");
    }

    /** Lets the process and all that it started go on (SIGCONT). */
    void resumeTree() {
        signalDescendants("CONT");
        signal("CONT");
    }

    private void signalDescendants(String signal) {
        for (ProcessHandle each : descendants()) {
            try {
                signal(signal, each.pid());
            } catch (IllegalStateException e) {
                // One that has ended meanwhile needs no signal.
                if (each.isAlive()) {
                    throw e;
                }
            }
        }
    }

    /** Kills the process and all that it started (SIGKILL), and waits until they are gone. Repeatable. */
    void killTree() {
        List<ProcessHandle> all = descendants();
        kill();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    /** Stops the process with a signal, and waits for it and all that it started; kills what goes on. Repeatable. */
    void stopTree(String signal) {
        if (isAlive()) {
            List<ProcessHandle> all = descendants();
            signal(signal, pid());
            if (!awaitExit(GRACE)) {
                killTree();
            }
            awaitEnd(all);
        }
    }

    private List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    private void awaitEnd(List<ProcessHandle> all) {
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(SIGNALLED.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("what " + this + " started goes on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + this, e);
        }
    }

    /** Waits until a SIGSTOP has reached every thread: they go on for a moment after the signal was sent. */
    void awaitStopped() {
        long deadline = System.nanoTime() + SIGNALLED.toNanos();
        while (!everyThreadStopped()) {
            if (awaitExit(Duration.ofMillis(1)) || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(this + " could not be stopped");
            }
        }
    }

    private boolean everyThreadStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid()), "task"))) {
            return threads.allMatch(thread -> stateOf(thread).startsWith("T"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The letter behind the name, which stands in brackets and may itself hold anything. */
    private static String stateOf(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // The thread has ended meanwhile.
            return "T";
        }
    }

    /** Kills at once (SIGKILL) and waits until the process is gone. */
    void kill() {
        process.destroyForcibly();
        if (!awaitExit(SIGNALLED)) {
            throw new IllegalStateException(this + " survived SIGKILL");
        }
    }

    /** Asks the process to stop (SIGTERM), kills it if it does not within five seconds. Repeatable. */
    @Override
    public void close() {
        if (!isAlive()) {
            return;
        }
        process.destroy();
        if (!awaitExit(GRACE)) {
            kill();
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + ")";
    }
}
