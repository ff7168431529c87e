// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --failover} shows where there is no terminal. */
class FailoverDemoTest {
    @TempDir
    private Path folder;

    @Test
    void aKilledMembersSessionsMoveAndTheDemonstrationEnds() throws IOException, InterruptedException {
        String output = run(0, "--sessions", "9");
        assertThat(output)
                .contains("MEMBER", "gateway-3", "SERVER", "janus-2", "9 sessions, 9 of them owned")
                .containsPattern("gateway-1 was killed \\(kill -9\\); its 3 sessions were taken over within \\d+ ms")
                .endsWith("TAKEN OVER: all 9 sessions were owned at the end\n");
    }

    @Test
    void aStoreThatIsNotKnownIsAWrongOption() throws IOException, InterruptedException {
        assertThat(run(2, "--store", "mongodb://localhost"))
                .contains("mongodb://localhost is none of file, postgresql");
    }

    private String run(int exitCode, String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.janusclient.examples.failover.FailoverCommand",
                "--failover");
        builder.command().addAll(List.of(options));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
        return Files.readString(output);
    }
}
