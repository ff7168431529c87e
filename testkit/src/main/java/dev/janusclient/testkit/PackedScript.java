// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The shell scripts beside these classes, as files: they are in a jar, and a shell reads no jar. */
final class PackedScript {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwx------");
    private static final Map<String, Path> FILES = new HashMap<>();

    private PackedScript() {}

    /** A copy of the script that lives as long as this JVM; made anew if it was deleted. */
    static synchronized Path file(String name) {
        Path known = FILES.get(name);
        if (known != null && Files.exists(known)) {
            return known;
        }
        try {
            Path file = Files.createTempFile(name, ".sh", PosixFilePermissions.asFileAttribute(EXECUTABLE));
            Files.write(file, text(name));
            file.toFile().deleteOnExit();
            FILES.put(name, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the script to its place below a folder, to stay there. */
    static Path write(String name, Path folder) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text(name));
            Files.setPosixFilePermissions(file, EXECUTABLE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String name) throws IOException {
        try (InputStream resource = PackedScript.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the script " + name + " is missing from the testkit's jar");
            }
            return resource.readAllBytes();
        }
    }
}
