// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program in a JVM of its own with the class path of the test, and the lines it has written. */
final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it; its input stays open until {@link #close()}.
     *
     * @param prefix a command that starts another command, and takes its place
     */
    static JavaProcess start(List<String> prefix, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        try {
            Path output = Files.createTempFile("process-", ".log");
            return new JavaProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** What follows a word on the lines that begin with it. */
    List<String> said(String word) {
        return all().lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    private String all() {
        try {
            String all = Files.readString(output);
            // The last line may be half written.
            return all.substring(0, all.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until there are so many lines that begin with a word. */
    void await(String word, int lines, Duration atMost) {
        try {
            Awaitility.await().atMost(atMost).until(() -> said(word).size() >= lines || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not " + lines + " times '" + word + "':\n" + all(), e);
        }
        if (said(word).size() < lines) {
            throw new AssertionError("the process ended:\n" + all());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
