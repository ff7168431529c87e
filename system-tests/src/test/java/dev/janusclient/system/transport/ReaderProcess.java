// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A {@link BrokerReader} in a JVM of its own, and what it has said. */
final class ReaderProcess implements AutoCloseable {
    private final Process process;

    /** Not a pipe: what is in one when its writer is killed may be lost. */
    private final Path output;

    ReaderProcess(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerReader.class.getName()));
        command.addAll(List.of(args));
        try {
            output = Files.createTempFile("reader-", ".log");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        try {
            String all = Files.readString(output);
            // The last line may be half written.
            return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows a word on the lines that begin with it. */
    List<String> said(String word) {
        return lines().stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** Session and handle of a process that is ready. */
    String[] awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> !said("ready").isEmpty() || !process.isAlive());
        Optional<String> ready = said("ready").stream().findFirst();
        return ready.orElseThrow(() -> new AssertionError("the reader ended: " + tail()))
                .split(" ", -1);
    }

    /** The end of all it said besides the events. */
    String tail() {
        List<String> lines =
                lines().stream().filter(line -> !line.startsWith("event ")).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Ends it with SIGKILL; returns once it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the reader survived SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
