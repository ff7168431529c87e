// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Janus that is not installed: Debian 12's, unpacked into the user's cache by the script {@code embedded-janus} beside
 * this class, which says what it needs.
 */
final class EmbeddedJanus {
    // The script itself gives up after a quarter of an hour of waiting for another one.
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private EmbeddedJanus() {}

    /** Its prefix. Fetches it if the cache lacks it, which takes from seconds to minutes; else takes some 20 ms. */
    static Path prefix() {
        return prefix(Map.of());
    }

    static Path prefix(Map<String, String> environment) {
        try (TempFolder folder = new TempFolder("embedded-janus-")) {
            Path words = folder.resolve("words");
            Path answer = folder.resolve("prefix");
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            "/bin/sh", PackedScript.file("embedded-janus").toString()))
                    .redirectOutput(answer.toFile())
                    .redirectError(words.toFile());
            builder.environment().putAll(environment);
            Process script = builder.start();
            if (!script.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                script.destroy();
                throw new IllegalStateException(
                        "embedded-janus did not end within " + TIMEOUT.toMinutes() + " minutes");
            }
            if (script.exitValue() != 0) {
                throw new IllegalStateException("there is no embedded Janus: " + read(words));
            }
            return Path.of(read(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Janus was fetched", e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(java.nio.file.Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}
