// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
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
 * What all the tests before it did, held against the {@linkplain StoredRun stored run} that the documentation is made from.
 * Not one of them itself: the build runs it last, and it is skipped unless all of them ran.
 */
class CoverageReport {
    private final Set<String> notUnderstood = new TreeSet<>();

    @Test
    void theStoredRunIsWhatTheTestsDid() throws IOException {
        assumeTrue(Notes.wanted(), "nothing was noted");
        Path folder = Path.of(String.valueOf(Notes.FOLDER));
        assumeTrue(Files.isDirectory(folder), "nothing was noted");
        List<String> absent = testsThatDidNotRun(startOf(folder));
        assumeTrue(absent.isEmpty(), () -> "not all tests ran: " + absent);

        Api api = new Api();
        String version = JanusServer.installedVersion();
        Claims claims = new Claims(version, seen(api, folder), Reasons.read());
        new CoveragePage(List.of(claims)).of(api);
        String run = StoredRun.text(claims.proved());
        Path newRun = Path.of("target/coverage-" + version + ".txt");
        Files.writeString(newRun, run);

        assertSoftly(softly -> {
            softly.assertThat(notUnderstood)
                    .as("what a real Janus told and no record took whole")
                    .isEmpty();
            if (StoredRun.versions().contains(version)) {
                softly.assertThat(claims.unproved())
                        .as("claimed and not seen; drive it, or excuse it in coverage-reasons.txt")
                        .isEmpty();
                softly.assertThat(StoredRun.file(version))
                        .as("look at the difference between it and system-tests/%s, and copy that there", newRun)
                        .hasContent(run);
            }
        });
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
                    Object event = replay.received(plugins.get(line.get(1)), line.get(2), line.get(3));
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
