// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;

import dev.janusclient.ApiTable;
import dev.janusclient.message.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Janus says according to the table, as it is on the wire and as a record should have it. */
final class WireSamples {
    /** How much is said. */
    enum Amount {
        /** Every member of the table. */
        ALL,
        /** What even an older server always says. */
        MANDATORY,
        /** Every member of the table and, at every depth, one more. */
        FUTURE
    }

    /** The member of {@link Amount#FUTURE}. */
    static final Map<String, Object> FUTURE = Map.of("zz_future", List.of(Map.of("a", "b")));

    private final Map<String, Object> plugin;
    private final String key;
    private final Set<String> envelope;
    private final Set<String> beside;

    /**
     * @param plugin the plugin's table
     * @param envelope members of the data of which a record says nothing
     * @param beside members that events have beside their result, which may repeat them
     */
    WireSamples(Map<String, Object> plugin, Set<String> envelope, Set<String> beside) {
        this.plugin = plugin;
        this.key = text(plugin, "data_key");
        this.envelope = envelope;
        this.beside = beside;
    }

    /** The conditions a tag consists of. */
    private static List<String> conditions(String tag) {
        return List.of(tag.split(" \\+ ", -1));
    }

    /** The member that a condition is about; the first of several that will do. */
    private static String member(String condition) {
        String path = condition.replaceAll(" ?[/=].*", "").replace("!", "");
        return path.substring(path.indexOf('.') + 1);
    }

    /** Whether a tag is about a member: without it, an event is another one. */
    static boolean asksFor(String tag, String name) {
        return conditions(tag).stream().anyMatch(condition -> member(condition).equals(name));
    }

    /** The members a record must end up with: those of the table, but the ones whose value the tag gives away. */
    Map<String, Object> expected(Map<String, Object> received, String tag, Amount amount) {
        Map<String, Object> members = members(received, tag, amount, false);
        return ApiTable.map(Json.encode(members));
    }

    private Map<String, Object> members(Map<String, Object> received, String tag, Amount amount, boolean wire) {
        Map<String, Object> members = objectOf(list(received, "fields"), amount, wire, true);
        if (amount != Amount.MANDATORY) {
            beside.forEach(name -> members.putIfAbsent(name, "the " + name));
        }
        for (String condition : conditions(tag)) {
            String name = member(condition);
            if (condition.startsWith("!") || condition.contains("=")) {
                members.remove(name);
            } else if (!members.containsKey(name)) {
                members.put(name, sample(text(field(received, name), "type"), name, amount, wire));
            }
        }
        members.keySet().removeAll(envelope);
        return members;
    }

    private static @Nullable Map<String, Object> fieldOrNull(Map<String, Object> received, String name) {
        return list(received, "fields").stream()
                .filter(field -> name.equals(field.get("name")))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> field(Map<String, Object> received, String name) {
        return Objects.requireNonNull(fieldOrNull(received, name), name);
    }

    /** The plugin's data as it is on the wire. */
    Map<String, Object> data(Map<String, Object> received, String tag, Amount amount) {
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> members = members(received, tag, amount, true);
        for (String condition : conditions(tag)) {
            if (condition.contains("=")) {
                members.put(member(condition), condition.substring(condition.indexOf('=') + 1));
            }
        }
        if (tag.startsWith("result.")) {
            data.put(key, "event");
            for (String name : beside) {
                if (members.containsKey(name)) {
                    data.put(name, Objects.requireNonNull(members.get(name)));
                    if (fieldOrNull(received, name) == null) {
                        members.remove(name);
                    }
                }
            }
            data.put("result", members);
        } else {
            data.putAll(members);
            envelope.stream()
                    .filter(name -> fieldOrNull(received, name) != null)
                    .forEach(name -> data.putIfAbsent(name, "the " + name));
        }
        return data;
    }

    private Map<String, Object> objectOf(List<Map<String, Object>> fields, Amount amount, boolean wire, boolean top) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map<String, Object> field : fields) {
            // An older server leaves out what came later.
            boolean optional = Boolean.TRUE.equals(field.get("optional")) || (top && field.get("since") != null);
            if (amount != Amount.MANDATORY || !optional) {
                String name = text(field, "name");
                object.put(name, sample(text(field, "type"), name, amount, wire));
            }
        }
        if (amount == Amount.FUTURE) {
            object.putAll(FUTURE);
        }
        return object;
    }

    /** A value of a type of the table. */
    private Object sample(String type, String name, Amount amount, boolean wire) {
        if (type.startsWith("array<")) {
            return List.of(sample(type.substring("array<".length(), type.length() - 1), name, amount, wire));
        } else if (type.startsWith("object{")) {
            Map<String, Object> members = new LinkedHashMap<>();
            String inside = type.substring("object{".length(), type.length() - 1);
            for (String member : inside.split(",", -1)) {
                String[] parts = member.replace("?", "").split(":", 2);
                members.put(parts[0], sample(parts[1], parts[0], amount, wire));
            }
            return members;
        }
        return switch (type) {
            case "string" -> "the " + name;
            case "integer", "integer>=0" -> 4_200_000L + name.length();
            case "integer(0|1)" -> wire ? 1L : true;
            case "id" -> 4_711_000_000_000L;
            case "real" -> 42.5;
            case "boolean" -> true;
            case "object", "any" -> Map.of("key", List.of("value"));
            default -> objectOf(list(object(plugin, "types"), type), amount, wire, false);
        };
    }
}
