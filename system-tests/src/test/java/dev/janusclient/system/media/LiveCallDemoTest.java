// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --live-call} shows. */
@Tag("sip-tester")
class LiveCallDemoTest {
    @TempDir
    private Path folder;

    @Test
    void aCallGoesOnAndTheFarEndSeesNoMessage() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.janusclient.examples.livecall.LiveCallCommand",
                        "--live-call")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output))
                .containsPattern("(?m)^ {4}[A ]*A *B[B ]*$")
                .containsPattern("SIP messages it saw +none")
                .contains("OTHER_ADDRESS after")
                .endsWith("CONTINUED: the call went on in another process\n");
    }
}
