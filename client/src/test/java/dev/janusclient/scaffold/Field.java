// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.List;
import java.util.Map;

/**
 * A member of a request, an event or an object in them, as the table has it.
 *
 * @param type a word of the table's vocabulary, for example {@code integer>=0} or {@code array<publisher>}
 * @param required whether a request needs it
 * @param optional whether an event may lack it; one that came later is lacking in an older server's
 * @param since the first version that has it; empty if that is 1.1.2 or older
 * @param note what there is to know; may be empty
 */
record Field(String name, String type, boolean required, boolean optional, String since, String note) {
    static List<Field> all(Object json) {
        return PluginTable.objects(json).stream().map(Field::of).toList();
    }

    private static Field of(Map<String, Object> json) {
        Object since = json.get("since");
        return new Field(
                PluginTable.text(json, "name"),
                PluginTable.text(json, "type"),
                Boolean.TRUE.equals(json.get("required")),
                Boolean.TRUE.equals(json.get("optional")) || since != null,
                since == null ? "" : since.toString(),
                String.valueOf(json.getOrDefault("note", "")));
    }

    /** The same field where it can't be lacking. */
    Field present() {
        return new Field(name, type, required, false, since, note);
    }

    boolean isArray() {
        return type.startsWith("array");
    }

    /** The type of an array's elements; the type itself if it is no array. */
    String element() {
        return type.startsWith("array<") ? type.substring("array<".length(), type.length() - 1) : type;
    }

    /** Stands for an array's elements that have no members. */
    boolean isBareElement() {
        return name.equals("(element)");
    }
}
