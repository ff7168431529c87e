// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What all the tests before it did, held against what the documentation says. Not one of them itself: the build runs it last,
 * and it is skipped unless all of them ran.
 */
class CoverageReport {
    /** Of 157; the rest is newer than the server, or can't be provoked. */
    private static final int EVENTS_AT_LEAST = 120;

    private static final Path NEW_PAGE = Path.of("target/coverage.md");
    private static final Path PAGE = Path.of("../docs/coverage.md");

    private final Set<String> notUnderstood = new TreeSet<>();

    @Test
    void theDocumentationSaysWhatTheTestsDid() throws IOException {
        assumeTrue(Notes.wanted(), "nothing was noted");
        Path folder = Path.of(String.valueOf(Notes.FOLDER));
        assumeTrue(Files.isDirectory(folder), "nothing was noted");
        List<String> absent = testsThatDidNotRun(startOf(folder));
        assumeTrue(absent.isEmpty(), () -> "not all tests ran: " + absent);

        Api api = new Api(Path.of("../client/src/test/resources/janus-api.json"));
        Claims claims = new Claims(seen(api, folder), reasons());
        CoveragePage writer = new CoveragePage(claims);
        String page = writer.of(api);
        Files.writeString(NEW_PAGE, page);

        assertSoftly(softly -> {
            softly.assertThat(notUnderstood)
                    .as("what a real Janus told and no record took whole")
                    .isEmpty();
            softly.assertThat(claims.unproved())
                    .as("claimed and not seen; drive it, or excuse it in coverage-reasons.txt")
                    .isEmpty();
            softly.assertThat(claims.strayReasons()).as("reasons for nothing").isEmpty();
            softly.assertThat(writer.eventsLive()).isGreaterThanOrEqualTo(EVENTS_AT_LEAST);
            softly.assertThat(Files.exists(PAGE) && page.equals(readString(PAGE)))
                    .as(
                            "docs/coverage.md is what the tests did; if not, look at system-tests/%s and copy it there",
                            NEW_PAGE)
                    .isTrue();
        });
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder's name is the moment at which the build began. */
    private static Instant startOf(Path folder) {
        return LocalDateTime.parse(folder.getFileName().toString(), DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
                .toInstant(ZoneOffset.UTC);
    }

    private static List<String> testsThatDidNotRun(Instant start) throws IOException {
        Path classes = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class") && !name.contains("$"))
                    .map(name -> name.replaceAll("\\.class$", "").replace('/', '.'))
                    .filter(name -> !ranSince(start, Path.of("target/surefire-reports/TEST-" + name + ".xml")))
                    .sorted()
                    .toList();
        }
    }

    private static boolean ranSince(Instant start, Path report) {
        try {
            return Files.exists(report)
                    && !Files.getLastModifiedTime(report).toInstant().isBefore(start);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<List<String>> reasons() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/coverage-reasons.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(" \\| ", -1)))
                .toList();
    }

    /** Every note, with the name of its record in the place of an event. */
    private Set<List<String>> seen(Api api, Path folder) throws IOException {
        Map<String, Api.Plugin> plugins = new HashMap<>();
        api.plugins().forEach(plugin -> plugins.put(plugin.key(), plugin));
        Set<List<String>> seen = new HashSet<>();
        try (Replay replay = new Replay()) {
            for (List<String> line : Notes.readAll(folder)) {
                if (!line.get(0).equals("event")) {
                    seen.add(line);
                } else if (plugins.get(line.get(1)) != null) {
                    Object event = replay.told(plugins.get(line.get(1)), line.get(2), line.get(3));
                    if (event != null && Understood.isWhole(event)) {
                        seen.add(List.of("event", line.get(1), event.getClass().getSimpleName()));
                    } else {
                        notUnderstood.add(line.get(1) + " " + line.get(3) + " became " + event);
                    }
                }
            }
        }
        return seen;
    }
}
