// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of the table with the library's row for it, or rows if the body has several shapes.
 *
 * @param request the table's
 * @param rows the library's
 */
record RequestRow(Map<String, Object> request, List<PluginRequest<?, ?>> rows) {
    @Override
    public String toString() {
        Object variant = request.get("variant");
        return text(request, "name") + (variant == null ? "" : " as a " + variant);
    }

    /** What the table calls a row's request. */
    static String apiName(PluginRequest<?, ?> row) {
        return row.name().isEmpty() ? "(no request member)" : row.name();
    }

    /** What answers it: the usual one first. */
    List<Map<String, Object>> replies() {
        List<Map<String, Object>> replies = new ArrayList<>(List.of(object(request, "reply")));
        if (request.containsKey("reply_alternatives")) {
            replies.addAll(list(request, "reply_alternatives"));
        }
        return replies;
    }

    /** The body's own fields, those of its several shapes included. */
    List<Map<String, Object>> bodyFields() {
        List<Map<String, Object>> fields = new ArrayList<>(list(request, "fields"));
        groups().forEach((group, items) -> {
            if (holder(group).isEmpty()) {
                fields.addAll(items);
            }
        });
        return fields;
    }

    /** The fields of objects inside the body, by the member that holds them; the table may tell of one member twice. */
    Map<String, List<Map<String, Object>>> nestedFields() {
        Map<String, List<Map<String, Object>>> nested = new LinkedHashMap<>();
        groups().forEach((group, items) -> {
            String member = holder(group);
            if (!member.isEmpty()) {
                nested.computeIfAbsent(member, name -> new ArrayList<>()).addAll(items);
            }
        });
        return nested;
    }

    private Map<String, List<Map<String, Object>>> groups() {
        Map<String, List<Map<String, Object>>> groups = new LinkedHashMap<>();
        if (request.containsKey("item_fields")) {
            Map<String, Object> received = object(request, "item_fields");
            received.keySet().forEach(group -> groups.put(group, list(received, group)));
        }
        return groups;
    }

    /** The member that holds a group's objects; empty if the group is a shape of the body itself. */
    private String holder(String group) {
        int brackets = group.indexOf("[]");
        if (brackets > 0) {
            return group.substring(0, brackets);
        }
        boolean member = list(request, "fields").stream()
                .anyMatch(field -> group.equals(field.get("name"))
                        && (text(field, "type").startsWith("object")
                                || text(field, "type").startsWith("array")));
        return member ? group : "";
    }

    /** The members of a body that came later than the request, with the version; those of objects in it too. */
    Map<String, Object> newerFields(Map<String, Object> sent) {
        Map<String, Object> newer = new LinkedHashMap<>();
        collectNewer("", bodyFields(), sent, newer);
        nestedFields().forEach((member, fields) -> {
            Object value = sent.get(member);
            String prefix = member + (value instanceof List<?> ? "[]." : ".");
            items(value).forEach(item -> collectNewer(prefix, fields, item, newer));
        });
        return newer;
    }

    private void collectNewer(
            String prefix, List<Map<String, Object>> fields, Map<String, Object> sent, Map<String, Object> newer) {
        for (Map<String, Object> field : fields) {
            Object since = field.get("since");
            if (since != null && !since.equals(request.get("since")) && sent.containsKey(text(field, "name"))) {
                newer.put(prefix + text(field, "name"), since);
            }
        }
    }

    /** The objects in a member's value. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> items(@Nullable Object value) {
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return values.stream()
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, Object>) Objects.requireNonNull(item))
                .toList();
    }

    static Set<String> names(List<Map<String, Object>> fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(text(field, "name")));
        return names;
    }
}
