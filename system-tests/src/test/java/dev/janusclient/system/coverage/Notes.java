// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen, in a file of this JVM: one line for every kind of thing, its first example. Written at once, as a test may
 * kill its JVM. Nothing is noted unless the build names a folder; whoever is started by a test inherits it.
 */
public final class Notes {
    /** The folder of one run of all tests. */
    static final @Nullable String FOLDER = System.getenv("JANUS_COVERAGE");

    private static final Set<String> SEEN = new HashSet<>();
    private static @Nullable Path file;

    private Notes() {}

    static boolean wanted() {
        return FOLDER != null && !FOLDER.isEmpty();
    }

    /** Notes something that has no example. */
    static void note(String... what) {
        write(String.join("\t", what), "");
    }

    /** Notes the first example of a shape. */
    static void example(RawJson example, String... what) {
        write(String.join("\t", what) + "\t" + shape(example.as(Object.class)), "\t" + example);
    }

    /** A text that went to a text room over a data channel, whose other end is a real Janus. */
    public static String toDataChannel(String text) {
        if (wanted()) {
            WireNotes.DATA_CHANNEL.sentOverDataChannel(RawJson.of(text));
        }
        return text;
    }

    /** A text that came from a text room. */
    public static String fromDataChannel(String text) {
        if (wanted()) {
            WireNotes.DATA_CHANNEL.cameOverDataChannel(RawJson.of(text));
        }
        return text;
    }

    private static synchronized void write(String key, String example) {
        if (!wanted() || !SEEN.add(key)) {
            return;
        }
        // The shape itself is no news: the example has it.
        String line = (example.isEmpty() ? key : key.substring(0, key.lastIndexOf('\t')) + example)
                .replaceAll("[\\r\\n]+\\s*", " ");
        try {
            if (file == null) {
                Path folder = Files.createDirectories(Path.of(String.valueOf(FOLDER)));
                file = Files.createTempFile(folder, "seen-", ".txt");
            }
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything noted by all JVMs of a run. */
    static List<List<String>> readAll(Path folder) throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(one -> one.toString().endsWith(".txt")).toList()) {
                lines.addAll(Files.readAllLines(each));
            }
        }
        return lines.stream().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** Which members there are, at any depth, and what they say if it is one of the protocol's words. */
    private static String shape(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<String, String> members = new TreeMap<>();
            object.forEach((name, value) -> members.put(String.valueOf(name), shape(value)));
            return members.toString();
        } else if (json instanceof List<?> list) {
            return list.stream().map(Notes::shape).collect(Collectors.toCollection(TreeSet::new)) + "[]";
        } else if (json instanceof String text) {
            return text.matches("[a-z_-]{1,24}") ? text : "text";
        }
        return json instanceof Number ? "0" : String.valueOf(json);
    }
}
