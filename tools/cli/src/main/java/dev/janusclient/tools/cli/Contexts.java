// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of several servers: a file of lines {@code name = value} for each, in one folder. They hold no secrets, but files' names. */
final class Contexts {
    /** The context that counts if none is named. */
    static final String DEFAULT = "default";

    /** What a context can say, and what it means. */
    static final Map<String, String> KEYS = Map.of(
            "url", "of Janus's API",
            "admin-url", "of Janus's Admin API",
            "api-secret-file", "a file with api_secret",
            "admin-secret-file", "a file with admin_secret",
            "token-file", "a file with a token",
            "events", "the file that 'janus serve-events' writes",
            "store", "the ownership store",
            "server", "the server's name in the ownership store");

    private static final String SUFFIX = ".properties";

    private final Path folder;

    Contexts(Path folder) {
        this.folder = folder;
    }

    static Contexts standard() {
        return new Contexts(Folders.config());
    }

    /** One server's settings. */
    record Context(String name, Map<String, String> values) {
        @Nullable String get(String key) {
            return values.get(key);
        }
    }

    /** The context of a name; the one in use if it is null. */
    Context load(@Nullable String name) {
        String wanted = name == null ? current() : check(name);
        Path file = file(wanted);
        if (!Files.exists(file)) {
            if (name != null) {
                throw new ProblemException(
                        Kind.BAD_INPUT,
                        "There is no context '" + name + "': 'janus context " + name + " url=…' makes it.");
            }
            return new Context(wanted, Map.of());
        }
        return new Context(wanted, parse(file));
    }

    private static Map<String, String> parse(Path file) {
        Map<String, String> values = new TreeMap<>();
        for (String line : lines(file)) {
            int equals = line.indexOf('=');
            String key = line.substring(0, Math.max(0, equals)).trim();
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            } else if (!KEYS.containsKey(key)) {
                throw new ProblemException(
                        Kind.BAD_INPUT,
                        file + ": '" + line.trim() + "' is not a setting; there are " + String.join(", ", keys())
                                + ".");
            }
            values.put(key, line.substring(equals + 1).trim());
        }
        return values;
    }

    static List<String> keys() {
        return KEYS.keySet().stream().sorted().toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ProblemException(Kind.NOT_CONFIGURED, "The file " + file + " can't be read.");
        }
    }

    /** The name of the context in use. */
    String current() {
        Path chosen = folder.resolve("context");
        return Files.exists(chosen)
                ? lines(chosen).stream().findFirst().map(String::trim).orElse(DEFAULT)
                : DEFAULT;
    }

    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes some settings of a context, and makes it if it is not there; an empty value removes a setting. */
    void set(String name, Map<String, String> changes) {
        Map<String, String> values = new TreeMap<>(Files.exists(file(check(name))) ? parse(file(name)) : Map.of());
        changes.forEach((key, value) -> {
            if (!KEYS.containsKey(key)) {
                throw new ProblemException(
                        Kind.BAD_INPUT, "'" + key + "' is not a setting; there are " + String.join(", ", keys()) + ".");
            }
            values.put(key, value);
        });
        values.values().removeIf(String::isEmpty);
        write(
                file(name),
                values.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    void use(String name) {
        var unused = load(name);
        write(folder.resolve("context"), name + "\n");
    }

    void remove(String name) {
        try {
            if (!Files.deleteIfExists(file(check(name)))) {
                throw new ProblemException(Kind.NOT_FOUND, "There is no context '" + name + "'.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ProblemException(Kind.NOT_CONFIGURED, "The file " + file + " can't be written.");
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private static String check(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new ProblemException(
                    Kind.BAD_INPUT, "'" + name + "' is no name for a context: letters, digits, '.', '_' and '-'.");
        }
        return name;
    }
}
