// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** Runs tools of the JDK and other programs, which have to succeed. */
final class Run {
    private static final int SECONDS = 500;

    private Run() {}

    /** Runs a tool of this JDK. */
    static List<String> tool(String name, String... arguments) {
        StringWriter written = new StringWriter();
        PrintWriter out = new PrintWriter(written);
        int code = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
        out.flush();
        assertThat(code).as("%s: %s", name, written).isZero();
        return written.toString().lines().toList();
    }

    /** Runs a program to its end. */
    static List<String> program(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("program-", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(output);
            assertThat(ended).as("it ended: %s", lines).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
