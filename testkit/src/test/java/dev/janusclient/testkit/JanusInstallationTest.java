// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of this machine's Janus below a prefix of its own, and what may be wrong with one. */
class JanusInstallationTest {
    private final JanusInstallation installed = JanusInstallation.find();

    @TempDir
    Path folder;

    private Path prefix;

    @BeforeEach
    void copy() throws IOException {
        prefix = folder.toRealPath().resolve("copy");
        Files.createDirectories(prefix.resolve("bin"));
        // A script, as the program finds libraries that came with it by its own place.
        Path program = prefix.resolve("bin/janus");
        Files.writeString(program, "#!/bin/sh\nexec " + installed.program() + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (Stream<Path> files = Files.walk(installed.modules())) {
            for (Path file : files.toList()) {
                Path copy =
                        modules().resolve(installed.modules().relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private Path modules() {
        return prefix.resolve("lib/janus");
    }

    @Test
    void everythingIsTakenFromThePrefix() {
        JanusInstallation copy = JanusInstallation.at(prefix);
        assertThat(copy.program()).isEqualTo(prefix.resolve("bin/janus").toString());
        assertThat(copy.modules()).isEqualTo(modules());
        assertThat(copy.version()).isEqualTo(installed.version());
        assertThat(copy.installed("plugins")).isEqualTo(installed.installed("plugins"));
    }

    @Test
    void aServerOfThePrefixSaysWhichVersionItIs() {
        try (JanusServer janus = JanusServer.builder().installation(prefix).start();
                RawClient client = new RawClient(janus.uri())) {
            assertThat(client.request("{'janus':'info'}")).containsEntry("version_string", janus.version());
            assertThat(janus.toString()).startsWith("Janus " + janus.version() + " in " + prefix + ",");
        }
    }

    @Test
    void aPrefixWithoutJanusIsRefused() {
        assertThatThrownBy(() -> JanusInstallation.at(folder.resolve("nowhere")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no Janus in " + folder.resolve("nowhere"));
    }

    @Test
    void aProgramWithoutModulesBesideItIsRefused() throws IOException {
        Files.move(modules(), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> JanusInstallation.at(prefix))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no lib/janus/plugins beside it");
    }

    @Test
    void aProgramOfAnotherPrefixIsRefused() throws IOException {
        Files.delete(prefix.resolve("bin/janus"));
        Files.createSymbolicLink(prefix.resolve("bin/janus"), Path.of(installed.program()));
        assertThatThrownBy(() -> JanusInstallation.at(prefix))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mixed versions")
                .hasMessageContaining("is a link to " + installed.program());
    }

    @Test
    void modulesInTwoPlacesAreRefused() throws IOException {
        Files.createDirectories(prefix.resolve("lib64/janus/plugins"));
        assertThatThrownBy(() -> JanusInstallation.at(prefix))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mixed versions")
                .hasMessageContaining("lib64/janus");
    }

    /** What is left when a newer version is installed over an older one that had a plugin more. */
    @Test
    void aModuleOfAnotherReleaseIsRefused() throws IOException {
        Path left = modules().resolve("plugins/libjanus_voicemail.so");
        Files.deleteIfExists(left);
        Files.createFile(modules().resolve("plugins/libjanus_voicemail.so.0.9.9"));
        Files.createSymbolicLink(left, Path.of("libjanus_voicemail.so.0.9.9"));
        assertThatThrownBy(() -> JanusInstallation.at(prefix))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mixed versions")
                .hasMessageContaining("libjanus_voicemail.so.0.9.9");
    }

    /** To Janus a transport in the place of a plugin is like a plugin of another version: it lacks what a plugin must have. */
    @Test
    void aModuleThatJanusCantUseFailsTheStart() throws IOException {
        Path old = modules().resolve("plugins/libjanus_ofsomebody.so");
        Files.copy(modules().resolve("transports/libjanus_pfunix.so"), old);
        assertThatThrownBy(() -> JanusServer.builder().installation(prefix).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("modules that were not built with it")
                .hasMessageContaining("Missing some mandatory methods");
        Files.delete(old);
        JanusServer.builder().installation(prefix).start().close();
    }

    @Test
    void whatIsDisabledIsAllButTheWanted() {
        JanusInstallation copy = JanusInstallation.at(prefix);
        List<String> transports = copy.installed("transports");
        assertThat(copy.allBut("transports", java.util.Set.copyOf(transports))).isEmpty();
        assertThat(copy.allBut("transports", java.util.Set.of("websockets")))
                .contains("libjanus_http.so")
                .doesNotContain("websockets");
    }
}
