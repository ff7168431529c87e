// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the model holds as JSON. Records become objects whose members have the names of the components in lower case with
 * underscores; a component that is null is left out. An {@link Instant} is text as in ISO 8601, a {@link Duration} a number of seconds.
 */
public final class JsonText {
    private JsonText() {}

    /** Maps, lists, texts, numbers and booleans with the same content. */
    public static @Nullable Object tree(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        } else if (value instanceof Record record) {
            return members(record);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), tree(member)));
            return members;
        } else if (value instanceof Collection<?> all) {
            List<@Nullable Object> elements = new ArrayList<>();
            all.forEach(element -> elements.add(tree(element)));
            return elements;
        } else if (value instanceof Duration duration) {
            return duration.toMillis() / 1000.0;
        } else if (value instanceof RawJson json) {
            return json.as(Object.class);
        } else if (value instanceof Secret || value instanceof Instant || value instanceof JanusId) {
            return value.toString();
        } else if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }

    private static Map<String, @Nullable Object> members(Record record) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Method accessor = component.getAccessor();
                // A record that is not public can be read by its own package only.
                accessor.setAccessible(true);
                Object value = accessor.invoke(record);
                if (value != null) {
                    members.put(wireName(component.getName()), tree(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a component of a record can be read", e);
            }
        }
        return members;
    }

    /** {@code callId} as {@code call_id}. */
    public static String wireName(String name) {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                wire.append('_');
            }
            wire.append(Character.toLowerCase(c));
        }
        return wire.toString();
    }

    /** On one line. */
    public static String compact(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, tree(value), -1);
        return out.toString();
    }

    /** With two spaces for each level. */
    public static String indented(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, tree(value), 0);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            List<Runnable> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(() -> {
                quote(out, String.valueOf(name));
                out.append(level < 0 ? ":" : ": ");
                write(out, member, next(level));
            }));
            bracket(out, '{', members, '}', level);
        } else if (value instanceof List<?> list) {
            List<Runnable> elements = new ArrayList<>();
            list.forEach(element -> elements.add(() -> write(out, element, next(level))));
            bracket(out, '[', elements, ']', level);
        } else if (value instanceof String text) {
            quote(out, text);
        } else {
            out.append(value);
        }
    }

    private static int next(int level) {
        return level < 0 ? level : level + 1;
    }

    private static void bracket(StringBuilder out, char open, List<Runnable> parts, char close, int level) {
        out.append(open);
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ",");
            newLine(out, next(level));
            parts.get(i).run();
        }
        if (!parts.isEmpty()) {
            newLine(out, level);
        }
        out.append(close);
    }

    private static void newLine(StringBuilder out, int level) {
        if (level >= 0) {
            out.append('\n').append("  ".repeat(level));
        }
    }

    /** Appends a text with quotation marks. What {@link SafeText} would not show as it is becomes an escape. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (SafeText.isSafe(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) unit));
                }
            }
        }
        out.append('"');
    }
}
