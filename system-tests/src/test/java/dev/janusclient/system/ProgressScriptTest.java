// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/progress} makes of a build's output. */
class ProgressScriptTest {
    private static final String OUTPUT =
            """
            [INFO] Building janus-client (all modules) 0.1.0-SNAPSHOT                 [1/2]
            [INFO] Building janus-client 0.1.0-SNAPSHOT                               [2/2]
            [INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ janus-client ---
            WARN dev.janusclient.JanusClient - a line that a test makes on purpose
            [INFO] Running dev.janusclient.GoodTest
            [INFO] Tests run: 40, Failures: 0, Errors: 0, Skipped: 2, Time elapsed: 1.1 s -- in dev.janusclient.GoodTest
            [ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.2 s <<< FAILURE! -- in dev.janusclient.BadTest
            [ERROR] dev.janusclient.BadTest.differs -- Time elapsed: 0.1 s <<< FAILURE!
            java.lang.AssertionError: a stack trace
            [ERROR] dev.janusclient.BadTest.breaks(String)[2] -- Time elapsed: 0.1 s <<< ERROR!
            [INFO] Results:
            [INFO]
            [ERROR] Failures:
            [ERROR]   BadTest.differs:12
            expected: 1
             but was: 2
            [ERROR] Tests run: 43, Failures: 1, Errors: 1, Skipped: 2
            [INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 1
            [INFO] BUILD FAILURE
            [ERROR] Failed to execute goal: there are test failures
            [ERROR] -> [Help 1]
            [ERROR] For more information about the errors, read something
            """;

    @TempDir
    private Path folder;

    private String progress(int exit, String... command) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        String java = System.getProperty("java.home") + "/bin/java";
        List<String> all = new ArrayList<>(List.of("../scripts/progress", log().toString(), java));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(exit);
        return Files.readString(printed);
    }

    private Path log() {
        return folder.resolve("logs/verify.log");
    }

    @Test
    void printsWhatAPersonFollowsAndKeepsAllOfItInTheLog() throws Exception {
        Path output = Files.writeString(folder.resolve("output"), OUTPUT);
        String printed = progress(0, "cat", output.toString());
        assertThat(Files.readString(log())).isEqualTo(OUTPUT);
        String java = "JDK " + System.getProperty("java.version");
        assertThat(printed.replaceAll("[0-9]+\\.[0-9] min", "T min"))
                .isEqualTo(
                        """
                        == tests on %1$s; all of the output: %2$s
                        == janus-client (all modules) (1 of 2)
                        == janus-client (2 of 2)
                        [INFO] Tests run: 40, Failures: 0, Errors: 0, Skipped: 2, Time elapsed: 1.1 s -- in dev.janusclient.GoodTest
                        [ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.2 s <<< FAILURE! -- in dev.janusclient.BadTest
                        [ERROR] dev.janusclient.BadTest.differs -- Time elapsed: 0.1 s <<< FAILURE!
                        [ERROR] dev.janusclient.BadTest.breaks(String)[2] -- Time elapsed: 0.1 s <<< ERROR!
                        [ERROR] Failures:
                        [ERROR]   BadTest.differs:12
                        expected: 1
                         but was: 2
                        [ERROR] Tests run: 43, Failures: 1, Errors: 1, Skipped: 2
                        [INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 1
                        [ERROR] Failed to execute goal: there are test failures

                        failed:
                          dev.janusclient.BadTest.differs
                          dev.janusclient.BadTest.breaks(String)[2]
                        %1$s: 44 tests, 2 failed, 3 skipped in T min; the build succeeded; all of the output: %2$s
                        """
                                .formatted(java, log()));
    }

    @Test
    void endsAsTheBuildEnds() throws Exception {
        assertThat(progress(7, "sh", "-c", "echo '[ERROR] no compiler' >&2; exit 7"))
                .contains("[ERROR] no compiler\n", ": 0 tests, 0 failed, 0 skipped in ", "; the build failed (7);");
    }
}
