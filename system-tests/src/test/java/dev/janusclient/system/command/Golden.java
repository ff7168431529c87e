// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What commands print, as files to compare with. What differs from run to run is replaced by a word in angle brackets, and several
 * spaces by two. Each output is also written to {@code target/command}, to be copied when it is meant to change.
 */
final class Golden {
    private static final Path WANTED = Path.of("src/test/resources/command");
    private static final Path FOUND = Path.of("target/command");

    private final Map<String, String> words = new LinkedHashMap<>();

    /** Replaces a text from now on. */
    Golden replace(Object text, String word) {
        words.put(String.valueOf(text), "<" + word + ">");
        return this;
    }

    void check(String name, String output) {
        String found = normalized(output);
        try {
            Files.createDirectories(FOUND);
            Files.writeString(FOUND.resolve(name), found);
            Path wanted = WANTED.resolve(name);
            assertThat(found).as(name).isEqualTo(Files.exists(wanted) ? Files.readString(wanted) : "(no such file)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String normalized(String output) {
        String text = output;
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text.replaceAll("(?<=<ADDRESS>):\\d+", ":<PORT>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<TIME>")
                .replaceAll("(?m)(?<=[: ,/-])\\d+\\.\\d+(?=[ ,}\\n]|$)", "<NUMBER>")
                .replaceAll("(?<!\\[)\\b\\d+[smhd](\\d+[smh])?\\b", "<TIME>")
                .replaceAll("(seconds|micros)(\"?): \\d+", "$1$2: <NUMBER>")
                .replaceAll("(?<=\\S) {2,}", "  ");
    }
}
