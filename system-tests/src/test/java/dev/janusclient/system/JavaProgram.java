// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs in a JVM of their own, with the class path of the test. */
public final class JavaProgram {
    private static final int SECONDS = 300;

    private JavaProgram() {}

    /** Starts one, which the caller ends; what it prints goes to a file. */
    public static Process start(Path output, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // What was started in the background ignores Ctrl-C, and so do its children, the tests among them.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs one to its end, and gives what it has printed. */
    public static String run(Path output, int exitCode, String main, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(output, main, arguments);
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }

    /** Sends a signal that the JDK has no method for, for example {@code STOP} or {@code INT}. */
    public static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).as("kill -" + name).isZero();
    }
}
