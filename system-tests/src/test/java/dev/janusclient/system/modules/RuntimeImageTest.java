// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.lang.module.Configuration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A modular program becomes a runtime image of its own and does the echo test against the real Janus. */
class RuntimeImageTest {
    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().reclaimSessionTimeout(60));

    private static final String PROGRAM = "dev.janusclient.examples.modular";
    private static final String LOGGING = "org.slf4j.simple";

    @Test
    void aModularProgramRunsFromItsImage(JanusServer janus, @TempDir Path folder)
            throws IOException, InterruptedException {
        Configuration program = ModulePath.resolve(List.of(PROGRAM, LOGGING));
        assertThat(program.modules())
                .as("jlink takes no automatic modules")
                .noneMatch(module -> module.reference().descriptor().isAutomatic());
        String image = folder.resolve("image").toString();
        Run.tool(
                "jlink",
                "--module-path",
                ModulePath.of(program),
                "--add-modules",
                PROGRAM + "," + LOGGING,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image);
        String java = Path.of(image, "bin", "java").toString();

        assertThat(Run.program(List.of(java, "--list-modules")))
                .anyMatch(line -> line.startsWith("dev.janusclient.netty"))
                .noneMatch(line -> line.startsWith("java.desktop") || line.startsWith("jdk.compiler"));
        assertThat(Run.program(List.of(
                        java,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-m",
                        PROGRAM + "/" + PROGRAM + ".EchoTest",
                        janus.uri().toString())))
                .containsSubsequence(
                        "server Janus WebRTC Server", "event echotest=event + result=ok", "module dev.janusclient")
                .anyMatch(line -> line.startsWith("bitrate 64000 taken by "))
                .anyMatch(line -> line.startsWith("bitrate 128000 taken by "));
    }
}
