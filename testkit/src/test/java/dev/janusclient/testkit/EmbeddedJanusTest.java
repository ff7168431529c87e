// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJanusTest {
    @BeforeAll
    static void apt() {
        assumeTrue(
                ChildProcess.findOnPath("apt-get") != null,
                "there is no apt-get here, with which the embedded Janus is fetched");
    }

    @Test
    void startsAndAnswersInfo() {
        try (JanusServer janus = JanusServer.builder().embedded().start();
                RawClient client = new RawClient(janus.uri())) {
            Map<String, Object> info = client.request("{'janus':'info'}");
            assertThat(info)
                    .containsEntry("server-name", janus.serverName())
                    .containsEntry("version_string", janus.version());
            assertThat(String.valueOf(info.get("plugins")))
                    .contains("janus.plugin.sip", "janus.plugin.videoroom", "janus.plugin.echojs");
            assertThat(janus.log()).doesNotContain("Couldn't load");
        }
    }

    /** Both begin with what an interrupted attempt might have left, in an empty cache. */
    @Test
    void twoAtOnceFillTheCacheOnceAndTrustNothingHalf(@TempDir Path cache) throws IOException {
        Path own = EmbeddedJanus.prefix();
        Path half = cache.resolve("janus-client").resolve(own.getFileName());
        Files.createDirectories(half.resolve("bin"));
        Files.copy(own.resolve("bin/janus"), half.resolve("bin/janus"));
        Files.copy(own.resolve("manifest"), half.resolve("manifest"));

        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        List<CompletableFuture<Path>> both = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> EmbeddedJanus.prefix(environment)))
                .toList();

        assertThat(both).allSatisfy(one -> assertThat(one.join()).isEqualTo(half));
        assertThat(files(half)).isEqualTo(files(own));
        assertThat(JanusInstallation.at(half).version())
                .isEqualTo(JanusInstallation.at(own).version());
        // No work folder is left beside it.
        try (Stream<Path> left = Files.list(cache.resolve("janus-client"))) {
            assertThat(left).containsExactlyInAnyOrder(half, cache.resolve("janus-client/lock"));
        }
    }

    @Test
    void aCacheThatCantBeWrittenIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedJanus.prefix(Map.of("XDG_CACHE_HOME", file.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot write to the cache " + file);
    }

    private static List<String> files(Path prefix) throws IOException {
        try (Stream<Path> files = Files.walk(prefix)) {
            return files.map(file -> prefix.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
