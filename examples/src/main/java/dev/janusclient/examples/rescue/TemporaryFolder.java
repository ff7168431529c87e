// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that only this user can read, and that is deleted with everything in it, at the end of the process at the latest. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::deleteIfPossible, "delete-folder");

    private TemporaryFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes one. */
    public static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("janus-demonstration-"));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    private void deleteIfPossible() {
        try {
            delete();
        } catch (IOException | UncheckedIOException e) {
            // It is gone, or what is ending as well still writes to it.
        }
    }

    @Override
    public void close() throws IOException {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook finds nothing.
        }
    }
}
