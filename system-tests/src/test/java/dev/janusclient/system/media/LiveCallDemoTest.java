// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.system.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --live-call} shows. */
@Tag("sip-tester")
class LiveCallDemoTest {
    private static final int KINDS = 6;

    @TempDir
    private Path folder;

    private String run(String... options) throws IOException, InterruptedException {
        return JavaProgram.run(
                folder.resolve("output"), 0, "dev.janusclient.examples.livecall.LiveCallCommand", options);
    }

    @Test
    void aCallOfEachKindGoesOn() throws IOException, InterruptedException {
        Path plot = folder.resolve("plot.svg");
        String output = run(
                "--live-call",
                "--kind",
                "sip-out,sip-in,audiobridge,publisher,subscriber,videocall",
                "--plot",
                plot.toString());
        assertThat(output.lines().filter("CONTINUED: the call went on in another process"::equals))
                .as("%s", output)
                .hasSize(KINDS);
        assertThat(output.lines().filter(line -> line.contains("OTHER_ADDRESS after")))
                .hasSize(KINDS);
        // All but the subscriber speak, and where nothing is mixed the far end hears the two one after the other.
        assertThat(output.lines().filter(line -> line.matches(" {4}[A ]*A[ ?]*B[B ]*")))
                .hasSize(KINDS - 1);
        assertThat(output).containsPattern("SIP messages it saw +none");
        assertThat(Files.readString(plot))
                .startsWith("<svg")
                .contains("#47c", "#3a5", " ms</text>")
                .endsWith("</svg>\n");
    }

    @Test
    void aPlannedChangeIsHeardByNoOne() throws IOException, InterruptedException {
        assertThat(run("--live-call", "--planned"))
                .contains("handed its session off")
                .endsWith("CONTINUED: the call went on in another process\n");
    }

    @Test
    void aCallGoesOnInTheOtherWays() throws IOException, InterruptedException {
        assertThat(run("--live-call", "--how", "ice-restart", "--kind", "publisher"))
                .contains("ICE_RESTART after")
                .endsWith("CONTINUED: the call went on in another process\n");
        assertThat(run("--live-call", "--how", "refer", "--kind", "sip-in"))
                .contains("TRANSFER after")
                .containsPattern("SIP messages it saw +REFER")
                .endsWith("CONTINUED: the call went on in another process\n");
    }
}
