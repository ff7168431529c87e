// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run of all tests against one version of Janus has shown: a file for each version, a row a line. */
final class StoredRun {
    private static final Path FOLDER = Path.of("src/test/resources/coverage");
    private static final String ENDING = ".txt";

    private StoredRun() {}

    /** The versions of which there is one, the oldest first. */
    static List<String> versions() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted(Comparator.comparing(Version::parse))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String version) {
        return FOLDER.resolve(version + ENDING);
    }

    static String text(Set<List<String>> rows) {
        return rows.stream().map(row -> String.join(" | ", row) + "\n").sorted().collect(Collectors.joining());
    }

    static Set<List<String>> rows(String version) {
        try (Stream<String> lines = Files.lines(file(version))) {
            return lines.map(line -> List.of(line.split(" \\| ", -1))).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
