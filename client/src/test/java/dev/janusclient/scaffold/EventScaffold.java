// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an event, or the reply to a request, takes: its record, those of the objects in it, and its row. */
final class EventScaffold {
    private final PluginTable plugin;

    EventScaffold(PluginTable plugin) {
        this.plugin = plugin;
    }

    String event(Map<String, Object> event) {
        String tag = PluginTable.text(event, "name");
        String family = plugin.prefix() + "Event";
        String known = plugin.recordOf(tag);
        String type = known.isEmpty() ? JavaNames.recordFor(tag) : known.substring(known.lastIndexOf('.') + 1);
        String remark = known.isEmpty() ? "" : " (" + known + " is in the code)";
        return JavaText.file(plugin, family + ".java", remark)
                + records(event, tag, type, family, plugin.commonComponents())
                + row(".event(\"" + PluginTable.rowTag(tag) + "\", ", event, tag, family + "." + type)
                + state();
    }

    private String state() {
        String state = plugin.prefix() + "State.java";
        return plugin.hasFile(state)
                ? "-- " + plugin.file(state) + ", if the event changes what a new owner has to know\n\n"
                : "";
    }

    /** As {@link #event}, for what answers a request at once: its type is known, and its row has no tag. */
    String reply(Map<String, Object> reply, String type, String family) {
        String tag = PluginTable.text(reply, "tag");
        return records(reply, tag, type, family, List.of()) + row(".reply(", reply, tag, family + "." + type);
    }

    /** The record of an event that answers a request, without its row. */
    String answer(Map<String, Object> reply, String type, String family) {
        return records(reply, PluginTable.text(reply, "tag"), type, family, plugin.commonComponents());
    }

    private String records(
            Map<String, Object> received, String tag, String type, String family, List<String> commonComponents) {
        List<Field> fields = fields(received, tag);
        List<String> components = components(fields);
        if (!"none".equals(received.getOrDefault("jsep", "none"))) {
            components.add("@Nullable Jsep jsep");
        }
        for (String common : commonComponents) {
            components.removeIf(component -> lastWord(component).equals(lastWord(common)));
            components.add(common);
        }
        StringBuilder records = new StringBuilder(record(type, fields, components, family));
        Set<String> inside = new LinkedHashSet<>();
        fields.forEach(field -> collectTypes(field, inside));
        for (String object : inside) {
            if (!plugin.hasRecord(JavaNames.type(object))) {
                List<Field> members = plugin.type(object);
                records.append(record(JavaNames.type(object), members, components(members), family));
            }
        }
        return records.toString();
    }

    /** What a record has to say: not the marks by which its row is found; what a row asks for is there. */
    private List<Field> fields(Map<String, Object> received, String tag) {
        Set<String> marks = new HashSet<>(Set.of(plugin.dataKey()));
        Set<String> present = new HashSet<>();
        for (String condition : PluginTable.rowTag(tag).split(" \\+ ", -1)) {
            if (condition.contains("=")) {
                marks.add(memberOf(condition.substring(0, condition.indexOf('='))));
            } else if (!condition.contains("/")) {
                present.add(memberOf(condition));
            }
        }
        return Field.all(received.get("fields")).stream()
                .filter(field -> !marks.contains(field.name()))
                .map(field -> present.contains(field.name()) ? field.present() : field)
                .toList();
    }

    private static String memberOf(String path) {
        return path.substring(path.indexOf('.') + 1);
    }

    private List<String> components(List<Field> fields) {
        List<String> components = new ArrayList<>();
        for (Field field : fields) {
            String type = JavaNames.typeOf(field, plugin);
            components.add(
                    JavaNames.component(field, field.optional() ? JavaNames.boxed(type) : type, field.optional()));
        }
        return components;
    }

    private static String record(String type, List<Field> fields, List<String> components, String family) {
        List<String> all = new ArrayList<>(components);
        all.add("@Json.Unmapped Map<String, Object> extra");
        return JavaText.javadoc(fields) + "    @Json(naming = Json.Naming.LowerUnderscore)\n"
                + JavaText.record(type, all, family, List.of());
    }

    private String row(String begin, Map<String, Object> received, String tag, String type) {
        List<String> mandatory = new ArrayList<>();
        collectMandatory("", fields(received, tag), mandatory);
        StringBuilder row = new StringBuilder(JavaText.file(plugin, plugin.prefix() + "Protocol.java", ", in EVENTS"));
        row.append("            ").append(begin).append(type).append(".class");
        mandatory.forEach(path -> row.append(", \"").append(path).append('"'));
        return row.append(")\n\n").toString();
    }

    private void collectTypes(Field field, Set<String> types) {
        List<Field> members = plugin.type(field.element());
        if (!members.isEmpty() && types.add(field.element())) {
            members.forEach(member -> collectTypes(member, types));
        }
    }

    /** What a record can't do without; numbers and booleans of objects inside may be lacking in an older server's. */
    private void collectMandatory(String prefix, List<Field> fields, List<String> paths) {
        for (Field field : fields) {
            boolean primitive = JavaNames.isPrimitive(JavaNames.typeOf(field, plugin));
            if (!field.optional() && (prefix.isEmpty() || !primitive)) {
                paths.add(prefix + field.name());
            }
            collectMandatory(prefix + field.name() + ".", plugin.type(field.element()), paths);
        }
    }

    private static String lastWord(String component) {
        return component.substring(component.lastIndexOf(' ') + 1);
    }
}
