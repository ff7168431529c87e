// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why these tests can't make Janus show a row: {@code coverage-reasons.txt}. */
final class Reasons {
    private static final Path FILE = Path.of("src/test/resources/coverage-reasons.txt");

    /** A line may begin with the version that it is about. */
    private static final Pattern LINE = Pattern.compile("(?:\\[(?<version>[^]]+)] )?(?<row>.+)");

    private static final String EVERY_VERSION = "";

    /** A row, of one version of Janus or of every. */
    private record Scoped(String version, List<String> row) {}

    private final Map<Scoped, String> reasons = new HashMap<>();
    private final Set<Scoped> used = new HashSet<>();

    private Reasons() {}

    static Reasons read() {
        Reasons read = new Reasons();
        try {
            Files.readAllLines(FILE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(read::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private void add(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException(text);
        }
        String version = line.group("version");
        List<String> words = List.of(line.group("row").split(" \\| ", -1));
        int last = words.size() - 1;
        reasons.put(new Scoped(version == null ? EVERY_VERSION : version, words.subList(0, last)), words.get(last));
    }

    /** Why a row can't be seen with a version; null if it can. */
    @Nullable String of(String version, List<String> row) {
        for (String scope : List.of(version, EVERY_VERSION)) {
            Scoped scoped = new Scoped(scope, row);
            String reason = reasons.get(scoped);
            if (reason != null) {
                used.add(scoped);
                return reason;
            }
        }
        return null;
    }

    /** Reasons for what is not in the table, as far as they are about one of some versions or about all. */
    List<String> unused(List<String> versions) {
        return reasons.keySet().stream()
                .filter(scoped -> !used.contains(scoped))
                .filter(scoped -> scoped.version().isEmpty() || versions.contains(scoped.version()))
                .map(Scoped::toString)
                .sorted()
                .toList();
    }
}
