// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.JsonText;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the same values as {@link JsonText}, as YAML 1.2. Texts are quoted as in JSON, which YAML includes, unless they are plain words. */
final class YamlText {
    private static final java.util.Set<String> RESERVED =
            java.util.Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        Object tree = JsonText.tree(value);
        if (isBlock(tree)) {
            block(out, tree, 0, "");
        } else {
            out.append(scalar(tree)).append('\n');
        }
        return out.toString();
    }

    private static boolean isBlock(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty())
                || (value instanceof Collection<?> list && !list.isEmpty());
    }

    /** @param first what stands where the first line's indentation would */
    private static void block(StringBuilder out, @Nullable Object value, int level, String first) {
        String indent = "  ".repeat(level);
        String lead = first.isEmpty() ? indent : first;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(lead).append(text(String.valueOf(member.getKey()))).append(':');
                if (isBlock(member.getValue())) {
                    out.append('\n');
                    block(out, member.getValue(), level + 1, "");
                } else {
                    out.append(' ').append(scalar(member.getValue())).append('\n');
                }
                lead = indent;
            }
        } else if (value instanceof Collection<?> list) {
            for (Object element : list) {
                if (isBlock(element)) {
                    block(out, element, level + 1, lead + "- ");
                } else {
                    out.append(lead).append("- ").append(scalar(element)).append('\n');
                }
                lead = indent;
            }
        }
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof Map) {
            return "{}";
        } else if (value instanceof Collection) {
            return "[]";
        }
        return value instanceof String text ? text(text) : String.valueOf(value);
    }

    private static String text(String text) {
        if (text.matches("[A-Za-z_][A-Za-z0-9_./-]*") && !RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        JsonText.quote(quoted, text);
        return quoted.toString();
    }
}
