// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Member} from outside: started, given sessions to create, killed, stopped, its clock set. By one thread. */
final class MemberProcess implements AutoCloseable {
    private static final List<Path> FAKETIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    private final Path folder;
    private final String name;
    private final List<String> arguments;
    private @Nullable Process process;
    private int lives;

    /** @param arguments what {@link Member} gets after the name and the folder */
    MemberProcess(Path folder, String name, List<String> arguments) {
        this.folder = folder;
        this.name = name;
        this.arguments = List.copyOf(arguments);
    }

    /** The library that sets a process's wall clock; null if it is not installed. */
    static @Nullable Path faketime() {
        return FAKETIME.stream().filter(Files::exists).findFirst().orElse(null);
    }

    /** What its journal calls the process that runs now. */
    String life() {
        return name + "-" + running().pid();
    }

    Path journal() {
        return folder.resolve(name + ".journal");
    }

    /** Starts it; it joins by itself. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                Member.class.getName(),
                name,
                folder.toString()));
        command.addAll(arguments);
        lives++;
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + "-" + lives + ".log").toFile());
        Path library = faketime();
        if (library != null) {
            setClock(Duration.ZERO);
            builder.environment().put("LD_PRELOAD", library.toString());
            builder.environment().put("FAKETIME_TIMESTAMP_FILE", clock().toString());
            // Leases are counted by this one, which no machine sets.
            builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            builder.environment().put("DONT_FAKE_MONOTONIC", "1");
            builder.environment().put("FAKETIME_CACHE_DURATION", "1");
            // The fix is for another glibc: with this one each timed wait would end at once.
            builder.environment().put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        }
        process = builder.start();
    }

    /** Sets its wall clock, if that can be done: so far before or after that of the machine, within a second. */
    void setClock(Duration offset) throws IOException {
        Path next = folder.resolve(name + ".clock.tmp");
        Files.writeString(next, (offset.isNegative() ? "-" : "+") + Math.abs(offset.toSeconds()) + "\n");
        Files.move(next, clock(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path clock() {
        return folder.resolve(name + ".clock");
    }

    void say(String line) {
        try {
            OutputStream in = running().getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL, and waits for the end. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        if (!running().waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(this + " can't be killed");
        }
    }

    /** STOP or CONT. */
    void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "/bin/sh", "-c", "kill -" + signal + " " + running().pid())
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("SIG" + signal + " can't be sent to " + this);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return name + (process == null ? "" : " (pid " + process.pid() + ")");
    }
}
