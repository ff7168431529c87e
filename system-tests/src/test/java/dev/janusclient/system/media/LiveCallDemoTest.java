// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.system.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
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
        String output = JavaProgram.run(
                folder.resolve("output"), 0, "dev.janusclient.examples.livecall.LiveCallCommand", "--live-call");
        assertThat(output)
                .containsPattern("(?m)^ {4}[A ]*A *B[B ]*$")
                .containsPattern("SIP messages it saw +none")
                .contains("OTHER_ADDRESS after")
                .endsWith("CONTINUED: the call went on in another process\n");
    }
}
