// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM has made of its classes, kept for the next start: a class-data archive, or on Java 25 an AOT cache. The first
 * process writes it when it ends; those that come later begin with it, as long as they have the same class path, of jars only.
 */
final class ClassArchive {
    private static final int AOT_CACHE_SINCE = 25;

    private ClassArchive() {}

    /**
     * The options of a JVM that uses a file, or writes it if it is not there yet.
     *
     * @param ends whether the process ends by itself; one that is killed writes nothing
     */
    static List<String> options(Path file, boolean ends) {
        boolean cache = Runtime.version().feature() >= AOT_CACHE_SINCE;
        if (Files.exists(file)) {
            return List.of((cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
        }
        return ends ? List.of((cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file) : List.of();
    }
}
