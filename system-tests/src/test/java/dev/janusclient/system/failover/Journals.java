// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all members have written down so far; each line is read once. Not for use by several threads at once. */
final class Journals {
    private final Map<Path, Long> read = new LinkedHashMap<>();
    private final List<Journal.Line> lines = new ArrayList<>();
    private final Map<Long, Journal.Line> joined = new TreeMap<>();
    private final Map<Long, Journal.Line> answered = new TreeMap<>();
    private final Map<String, Long> clocks = new TreeMap<>();
    private final List<Journal.Line> failures = new ArrayList<>();

    Journals(List<Path> files) {
        files.forEach(file -> read.put(file, 0L));
    }

    /** Every line. */
    List<Journal.Line> all() throws IOException {
        readOn();
        return lines;
    }

    /** Where each session was created, by its id. */
    Map<Long, Journal.Line> joined() throws IOException {
        readOn();
        return joined;
    }

    /** The last answer to each session, by its id. */
    Map<Long, Journal.Line> answered() throws IOException {
        readOn();
        return answered;
    }

    /** The sessions that could not be created, and those that were lost after that. */
    List<Journal.Line> failures() throws IOException {
        readOn();
        return failures.stream()
                .filter(line -> line.what().equals("failed") || joined.containsKey(line.session()))
                .toList();
    }

    /** Where the wall clocks of the members' processes stand, as {@link Member#wallClock}. */
    Map<String, Long> clocks() throws IOException {
        readOn();
        return clocks;
    }

    private void readOn() throws IOException {
        for (Map.Entry<Path, Long> file : read.entrySet()) {
            if (Files.exists(file.getKey())) {
                file.setValue(readOn(file.getKey(), file.getValue()));
            }
        }
    }

    /** Only whole lines: a kill may have cut the last one off, and the next life goes on in a new one. */
    private long readOn(Path path, long from) throws IOException {
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
        }
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                add(Journal.Line.parse(new String(bytes, begin, i - begin, StandardCharsets.UTF_8)));
                begin = i + 1;
            }
        }
        return from + begin;
    }

    private void add(Journal.Line line) {
        lines.add(line);
        switch (line.what()) {
            case "joined" -> joined.put(line.session(), line);
            case "answered" -> answered.merge(line.session(), line, (a, b) -> a.nanoTime() - b.nanoTime() > 0 ? a : b);
            case "clock" -> clocks.put(line.life(), Long.parseLong(line.detail()));
            case "failed", "lost" -> failures.add(line);
            default -> {}
        }
    }
}
