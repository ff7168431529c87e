package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes valid values for what the table names: JSON as maps, lists, strings and numbers. */
final class ApiSamples {
    private final Map<String, Object> plugin;
    private final Map<String, Object> words;

    ApiSamples(Map<String, Object> plugin, Map<String, Object> words) {
        this.plugin = plugin;
        this.words = words;
    }

    /** A request's body with every member set. */
    Map<String, Object> request(Map<String, Object> request) {
        String name = text(request, "name");
        Map<String, Object> body = members(name, list(request, "fields"), true);
        if (request.containsKey("item_fields")) {
            Map<String, Object> items = object(request, "item_fields");
            for (String array : items.keySet()) {
                body.put(array, List.of(members(name, list(items, array), true)));
            }
        }
        return body;
    }

    /** A plugin's data as the wire carries it: by the tag's conditions, with the fields where the tag says they are. */
    Map<String, Object> data(Map<String, Object> ofPlugin, String tag, List<Map<String, Object>> fields, boolean all) {
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> values = members(tag, fields, all);
        String key = text(ofPlugin, "data_key");
        Map<String, Object> holder = data;
        if (tag.startsWith("result.")) {
            holder = new LinkedHashMap<>();
            data.put("result", holder);
            data.put(key, "event");
        }
        holder.putAll(values);
        for (String condition : tag.split(" \\+ ", -1)) {
            String path = condition.startsWith("result.") ? condition.substring("result.".length()) : condition;
            int equals = path.indexOf('=');
            if (path.startsWith("!")) {
                holder.remove(path.substring(1));
            } else if (equals >= 0 && holder.containsKey(path.substring(0, equals))) {
                holder.put(path.substring(0, equals), path.substring(equals + 1));
            } else if (equals < 0) {
                String first = path.split(" ?/ ?", -1)[0];
                holder.computeIfAbsent(first, absent -> sample(tag, field(fields, absent)));
            }
        }
        return data;
    }

    /** The members that a tag gives a value, of which a record says nothing. */
    List<String> valuedBy(String tag) {
        return Stream.of(tag.split(" \\+ ", -1))
                .filter(condition -> condition.contains("="))
                .map(condition -> condition.substring(condition.indexOf('.') + 1, condition.indexOf('=')))
                .toList();
    }

    private static Map<String, Object> field(List<Map<String, Object>> fields, String name) {
        return fields.stream()
                .filter(field -> name.equals(field.get("name")))
                .findFirst()
                .orElse(Map.of("name", name, "type", "string"));
    }

    private Map<String, Object> members(String of, List<Map<String, Object>> fields, boolean all) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map<String, Object> field : fields) {
            // What came with a later version is optional too: an older server leaves it out.
            boolean optional = Boolean.TRUE.equals(field.get("optional")) || field.get("since") != null;
            if (all || !optional) {
                members.put(text(field, "name"), sample(of, field));
            }
        }
        return members;
    }

    private Object sample(String of, Map<String, Object> field) {
        String name = text(field, "name");
        Object word = words.getOrDefault(of + "." + name, words.get(name));
        return word == null ? value(text(field, "type"), name) : word;
    }

    /** A value of one of the table's types; see its type_vocabulary. */
    private Object value(String type, String name) {
        if (type.startsWith("array<")) {
            return List.of(value(type.substring("array<".length(), type.length() - 1), name));
        } else if (type.startsWith("object{")) {
            return inline(type.substring("object{".length(), type.length() - 1));
        } else if (plugin.containsKey("types") && object(plugin, "types").containsKey(type)) {
            return members(type, list(object(plugin, "types"), type), true);
        } else if (type.startsWith("string")) {
            return "the " + name;
        }
        return switch (type) {
            case "boolean" -> true;
            case "integer", "integer>=0", "id" -> 77L;
            case "integer(0|1)" -> 1L;
            case "real" -> 1.5;
            case "array" -> new ArrayList<>(List.of("the " + name));
            case "object", "any" -> Map.of("X-Key", "value");
            default -> throw new AssertionError("a type this test does not know: " + type + " of " + name);
        };
    }

    /** {@code a:integer,b:string?}: members; {@code string:integer} or {@code username:boolean}: a map. */
    private Map<String, Object> inline(String inner) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String member : inner.split(",", -1)) {
            int colon = member.indexOf(':');
            String type = member.substring(colon + 1).replace("?", "");
            String name = member.substring(0, colon).replace("?", "");
            members.put(name, value(Objects.requireNonNull(type), name));
        }
        return members;
    }
}
