// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Janus configuration files (jcfg) in the making. A section may be named once only in such a file, so settings are
 * collected first and written at the end.
 */
final class JanusConfig {
    private final Map<String, Map<String, Map<String, Object>>> files = new TreeMap<>();
    private final Map<String, StringBuilder> raw = new TreeMap<>();

    /** Makes sure a file exists, if only an empty one: Janus complains about each that is missing. */
    void touch(String file) {
        files.computeIfAbsent(file, f -> new LinkedHashMap<>());
    }

    /** Sets one item; a later value replaces an earlier one. Strings are quoted, numbers and booleans are not. */
    void set(String file, String section, String key, Object value) {
        files.computeIfAbsent(file, f -> new LinkedHashMap<>())
                .computeIfAbsent(section, s -> new LinkedHashMap<>())
                .put(key, value);
    }

    /** Adds text as it is to the end of a file. */
    void append(String file, String text) {
        touch(file);
        raw.computeIfAbsent(file, f -> new StringBuilder()).append(text).append('\n');
    }

    void addAll(JanusConfig other) {
        other.files.forEach((file, sections) -> {
            touch(file);
            sections.forEach((section, items) -> items.forEach((key, value) -> set(file, section, key, value)));
        });
        other.raw.forEach((file, text) -> append(file, text.toString()));
    }

    void writeTo(TempFolder folder) {
        files.forEach((file, sections) -> folder.write(file, render(file, sections)));
    }

    private String render(String file, Map<String, Map<String, Object>> sections) {
        StringBuilder text = new StringBuilder();
        sections.forEach((section, items) -> {
            text.append(section).append(": {\n");
            items.forEach((key, value) -> text.append('\t')
                    .append(key)
                    .append(" = ")
                    .append(literal(value))
                    .append('\n'));
            text.append("}\n");
        });
        StringBuilder more = raw.get(file);
        return more == null ? text.toString() : text.append(more).toString();
    }

    private static String literal(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
