// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;

import dev.janusclient.ApiTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes valid values for what the table of the admin API names: JSON as maps, lists, strings and numbers. */
final class AdminSamples {
    private static final Map<String, Object> TYPES = object(ApiTable.all(), "admin_types");

    /** The table only counts them. */
    private static final List<String> FLAGS = List.of(
            "got-offer",
            "got-answer",
            "negotiated",
            "processing-offer",
            "starting",
            "ice-restart",
            "ready",
            "stopped",
            "alert",
            "trickle",
            "all-trickles",
            "resend-trickles",
            "trickle-synced",
            "data-channels",
            "has-audio",
            "has-video",
            "new-datachan-sdp",
            "rfc4588-rtx",
            "cleaning",
            "e2ee");

    private AdminSamples() {}

    static Map<String, Object> members(List<Map<String, Object>> fields, Set<String> without) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map<String, Object> field : fields) {
            String name = text(field, "name");
            if (!without.contains(name) && !name.startsWith("(")) {
                members.put(name, value(text(field, "type"), name));
            }
        }
        return members;
    }

    private static Object value(String type, String name) {
        if (TYPES.containsKey(type)) {
            return members(list(TYPES, type), Set.of());
        } else if (type.equals("object{20 booleans}")) {
            Map<String, Object> flags = new LinkedHashMap<>();
            FLAGS.forEach(flag -> flags.put(flag, true));
            return flags;
        } else if (type.startsWith("array<")) {
            return List.of(value(type.substring("array<".length(), type.length() - 1), name));
        } else if (type.startsWith("object{")) {
            return inline(type.substring("object{".length(), type.length() - 1));
        } else if (type.startsWith("{")) {
            return inline(type.substring(1, type.length() - 1));
        } else if (type.startsWith("integer")) {
            return name.equals("level") || name.endsWith("port") ? 7L : 77L;
        }
        return switch (type) {
            case "string" -> "the " + name;
            case "boolean" -> true;
            case "array" -> List.of("the " + name);
            case "object" -> name.equals("dtls") || name.equals("ice") ? Map.of() : Map.of("key", "value");
            default -> throw new AssertionError("a type this test does not know: " + type + " of " + name);
        };
    }

    private static Map<String, Object> inline(String inner) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String member : split(inner)) {
            int colon = member.indexOf(':');
            String name = (colon < 0 ? member : member.substring(0, colon)).replace("?", "");
            String type = colon < 0 ? "string" : member.substring(colon + 1).replace("?", "");
            members.put(name, value(type, name));
        }
        return members;
    }

    /** At the commas of the outermost level. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '{') {
                depth++;
            } else if (c == '>' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
