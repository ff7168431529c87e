// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.system.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<String> arguments = new ArrayList<>(List.of("--failover"));
        arguments.addAll(List.of(options));
        return JavaProgram.run(
                folder.resolve("output"),
                exitCode,
                "dev.janusclient.examples.failover.FailoverCommand",
                arguments.toArray(String[]::new));
    }
}
