// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read, such as tickets. */
final class PrivateFile {
    private PrivateFile() {}

    /** Makes a file; what is there already is left as it is, and is an error. */
    static void create(Path file, String text) {
        if (Files.exists(file)) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "The file " + file + " is there already, and is not overwritten: name another one.");
        }
        write(file, text);
    }

    /** Writes a file, in the place of one that is there. */
    static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path made = Files.createTempFile(
                    folder,
                    ".janus-",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(made, text);
            Files.move(made, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(Kind.BAD_INPUT, "The file " + file + " can't be written.");
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ProblemException(Kind.BAD_INPUT, "The file " + file + " can't be deleted.");
        }
    }
}
