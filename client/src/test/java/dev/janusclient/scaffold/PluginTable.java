// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plugin in {@code janus-api.json}, beside the code that there is for it: its sources, read as text, so that they need not
 * compile.
 */
final class PluginTable {
    private static final String NAME_BEFORE = "janus.plugin.";
    private static final Path TABLE = Path.of("client/src/test/resources/janus-api.json");
    private static final Path PLUGINS = Path.of("client/src/main/java/dev/janusclient/plugin");

    private final String name;
    private final Map<String, Object> table;
    private final boolean idsMayBeTexts;
    private final Path root;
    private final Path folder;
    private final String sources;

    private PluginTable(Path root, String name, Map<String, Object> table, boolean idsMayBeTexts) {
        this.name = name;
        this.table = table;
        this.idsMayBeTexts = idsMayBeTexts;
        this.root = root;
        this.folder = PLUGINS.resolve(name);
        this.sources = files().map(file -> read(file)).collect(Collectors.joining());
    }

    /**
     * Reads a plugin's table and sources.
     *
     * @param root the folder of the whole project
     * @param name without {@code janus.plugin.}
     * @throws IllegalArgumentException if Janus has no such plugin
     */
    static PluginTable of(Path root, String name) {
        Map<String, Object> all = object(new TableReader(read(root.resolve(TABLE))).value());
        Map<String, Object> plugins = object(all.get("plugins"));
        if (!plugins.containsKey(NAME_BEFORE + name)) {
            throw new IllegalArgumentException("there is no plugin '" + name + "'; there are "
                    + plugins.keySet().stream()
                            .map(plugin -> plugin.substring(NAME_BEFORE.length()))
                            .sorted()
                            .toList());
        }
        List<?> withTexts = (List<?>) object(all.get("meta")).get("string_ids_plugins");
        return new PluginTable(root, name, object(plugins.get(NAME_BEFORE + name)), withTexts.contains(name));
    }

    String shortName() {
        return name;
    }

    String fullName() {
        return NAME_BEFORE + name;
    }

    /** The member by which the plugin marks its data. */
    String dataKey() {
        return String.valueOf(table.get("data_key"));
    }

    /** Whether ids may be strings: they are {@code JanusId} then. */
    boolean idsMayBeTexts() {
        return idsMayBeTexts;
    }

    /** The requests or the events, those of a data channel last. */
    List<Map<String, Object>> all(String kind) {
        List<Map<String, Object>> all = new ArrayList<>(objects(table.get(kind + "s")));
        if (table.get("datachannel") != null) {
            all.addAll(objects(object(table.get("datachannel")).get(kind + "s")));
        }
        return all;
    }

    /** The members of a type that the plugin's fields name; empty if it is no object's. */
    List<Field> type(String type) {
        Map<String, Object> types = object(table.getOrDefault("types", Map.of()));
        return types.containsKey(type) ? Field.all(types.get(type)) : List.of();
    }

    // The code.

    /** What the plugin's classes begin with, for example {@code VideoRoom}. */
    String prefix() {
        return files().map(file -> file.getFileName().toString())
                .filter(file -> file.matches("Janus.*Plugin\\.java"))
                .map(file -> file.replaceAll("^Janus|Plugin\\.java$", ""))
                .findFirst()
                .orElseGet(() -> JavaNames.type(name));
    }

    /** A file in the plugin's package, as a path from the root of the project. */
    Path file(String fileName) {
        return folder.resolve(fileName);
    }

    boolean hasFile(String fileName) {
        return Files.exists(root.resolve(file(fileName)));
    }

    boolean hasRecord(String type) {
        return sources.contains("record " + type + "(");
    }

    /**
     * The row of a request as the code has it, in one line; the first one if its body has several shapes. Empty if there is
     * none.
     *
     * @param request empty for the only request of a plugin whose bodies have no {@code request} member
     */
    String rowOf(String request) {
        String begin = request.isEmpty() ? "unnamed\\(" : "a?sync\\(\\s*\"" + Pattern.quote(request) + "\"";
        Matcher row = Pattern.compile("\\b" + begin + "[^;]*").matcher(sources);
        return row.find()
                ? row.group().replaceAll("\\s+", " ").replace("( ", "(").replace(" .", ".")
                : "";
    }

    /** The record that a tag becomes, for example {@code SipEvent.Ringing}; empty if no row has it. */
    String recordOf(String tag) {
        // Of alternatives, the code may name the first one only, after a condition of its own.
        String wanted = Pattern.quote(rowTag(tag)) + "|[^\"]* \\+ "
                + Pattern.quote(rowTag(tag).replaceAll("/.*", ""));
        Matcher row = Pattern.compile("\\.(?:event|row)\\(\\s*\"(?:" + wanted + ")\",\\s*([\\w.]+)\\.class")
                .matcher(sources);
        return row.find() ? row.group(1) : "";
    }

    /** The components that all events have: what their common interface declares. */
    List<String> commonComponents() {
        String events = prefix() + "Event.java";
        return hasFile(events)
                ? Pattern.compile("(?m)^    ((?:@Nullable )?[\\w<>, ]+ \\w+)\\(\\);$")
                        .matcher(read(root.resolve(file(events))))
                        .results()
                        .map(found -> found.group(1))
                        .toList()
                : List.of();
    }

    private Stream<Path> files() {
        Path here = root.resolve(folder);
        if (!Files.isDirectory(here)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(here)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The table's own vocabulary.

    /** A tag as rows have it: without remarks in brackets. */
    static String rowTag(String tag) {
        return tag.replaceAll(" \\(.*\\)", "").replace(" / ", "/");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }

    static String text(Map<String, Object> parent, String member) {
        return (String) parent.get(member);
    }
}
