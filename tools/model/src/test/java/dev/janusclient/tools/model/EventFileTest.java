// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("new/events.ndjson");
    }

    private static RawJson event(int millis) {
        return Recorded.onHandle(millis, ObservedEvent.WEBRTC, 1, Map.of("ice", "ready"));
    }

    private static List<Long> millis(List<ObservedEvent> events) {
        return events.stream()
                .map(event -> event.at().toEpochMilli() - Recorded.BEGIN.toEpochMilli())
                .toList();
    }

    private List<Long> read() {
        Observations observed = new Observations();
        EventFile.read(file, observed);
        return millis(observed.events(event -> true));
    }

    @Test
    void whatIsAppendedIsReadByOthersAtOnce() throws IOException {
        try (EventFile events = new EventFile(file, 1 << 20)) {
            events.append(RawJson.of(event(1).toString().replace(",\"event\"", ",\n\"event\"")));
            assertThat(read()).containsExactly(1L);
            events.append(event(2));
        }
        try (EventFile again = new EventFile(file, 1 << 20)) {
            again.append(event(3));
        }

        assertThat(read()).containsExactly(1L, 2L, 3L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void itDoesNotGrowBeyondItsLimit() throws IOException {
        long limit = event(0).length() * 20L;
        try (EventFile events = new EventFile(file, limit)) {
            for (int i = 0; i < 100; i++) {
                events.append(event(i));
            }
        }

        long total = 0;
        try (var files = Files.list(file.getParent())) {
            for (Path half : files.toList()) {
                total += Files.size(half);
            }
        }
        assertThat(total).isLessThanOrEqualTo(limit);
        List<Long> kept = read();
        assertThat(kept).hasSizeBetween(9, 20).last().isEqualTo(99L);
        assertThat(kept).isSorted();
    }

    @Test
    void linesThatAreNoEventsAreLeftOut() throws IOException {
        try (EventFile events = new EventFile(file, 1 << 20)) {
            events.append(event(1));
        }
        Files.writeString(file, "garbage\n\n" + event(2) + "\n{\"half\":", StandardOpenOption.APPEND);

        assertThat(read()).containsExactly(1L, 2L);
    }

    @Test
    void thereNeedNotBeAFile() {
        assertThat(read()).isEmpty();
    }

    @Test
    void aFollowerGetsWhatIsAppendedAlsoInANewHalf() throws IOException {
        EventFollower early = new EventFollower(file, false);
        assertThat(early.poll()).isEmpty();
        try (EventFile events = new EventFile(file, event(0).length() * 20L)) {
            events.append(event(1));
            assertThat(early.poll()).hasSize(1);
            EventFollower late = new EventFollower(file, false);
            EventFollower all = new EventFollower(file, true);
            assertThat(late.poll()).isEmpty();
            assertThat(all.poll()).hasSize(1);
            int seen = 0;
            for (int i = 0; i < 30; i++) {
                events.append(event(i));
                seen += late.poll().size();
            }
            assertThat(seen).isEqualTo(30);
        }
    }

    @Test
    void aFollowerGetsWhatWasAppendedBeforeANewHalfWasBegun() {
        try (EventFile events = new EventFile(file, event(0).length() * 20L)) {
            events.append(event(0));
            EventFollower follower = new EventFollower(file, true);
            assertThat(follower.poll()).hasSize(1);
            for (int i = 0; i < 12; i++) {
                events.append(event(i));
            }
            assertThat(Files.exists(EventFile.older(file))).isTrue();
            assertThat(follower.poll()).hasSize(12);
        }
    }

    @Test
    void aFollowerFromTheStartBeginsWithTheOlderHalf() {
        try (EventFile events = new EventFile(file, event(0).length() * 20L)) {
            for (int i = 0; i < 12; i++) {
                events.append(event(i));
            }
            assertThat(Files.exists(EventFile.older(file))).isTrue();
            assertThat(new EventFollower(file, true).poll()).hasSize(12).first().isEqualTo(event(0));
        }
    }

    @Test
    void aLineThatIsHalfWrittenComesWhenItIsWhole() throws IOException {
        Files.createDirectories(file.getParent());
        EventFollower follower = new EventFollower(file, true);
        String line = event(1) + "\n";
        Files.writeString(file, line.substring(0, 30));
        assertThat(follower.poll()).isEmpty();
        Files.writeString(file, line.substring(30), StandardOpenOption.APPEND);

        assertThat(follower.poll()).containsExactly(event(1));
    }
}
