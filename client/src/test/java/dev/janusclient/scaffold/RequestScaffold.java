// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a request takes: the record of its body, its reply, its row, and the method of the handle. */
final class RequestScaffold {
    private final PluginTable plugin;
    private final Map<String, Object> request;
    private final String name;
    private final String variant;
    private final String since;
    private final boolean async;
    private final boolean named;
    private final String type;
    private final String family;
    private final List<Field> fields;
    private final Map<String, List<Field>> nested = new LinkedHashMap<>();
    private final StringBuilder shapes = new StringBuilder();

    RequestScaffold(PluginTable plugin, Map<String, Object> request) {
        this.plugin = plugin;
        this.request = request;
        this.named = !PluginTable.text(request, "name").startsWith("(");
        this.name = named ? PluginTable.text(request, "name") : "settings";
        this.variant = JavaNames.type(String.valueOf(request.getOrDefault("variant", "")));
        this.since = request.get("since") == null ? "" : PluginTable.text(request, "since");
        this.async = "async".equals(request.get("kind")) || "either".equals(request.get("kind"));
        this.type = JavaNames.type(name);
        boolean ownFile = plugin.hasFile(plugin.prefix() + variant + "Request.java");
        this.family = plugin.prefix() + (ownFile ? variant : "") + "Request";
        this.fields = Field.all(request.get("fields"));
        PluginTable.object(request.getOrDefault("item_fields", Map.of())).forEach(this::addGroup);
    }

    /** A group of fields belongs to the objects in a member; or to the body itself, if it has several shapes. */
    private void addGroup(String group, Object items) {
        String member = group.replaceAll("\\[].*", "");
        if (fields.stream().anyMatch(field -> field.name().equals(member))) {
            nested.computeIfAbsent(member, any -> new ArrayList<>()).addAll(Field.all(items));
        } else {
            shapes.append("// with ").append(group).append(" the body has also: ");
            shapes.append(
                    JavaText.list(Field.all(items).stream().map(Field::name).toArray(String[]::new)));
            shapes.append("; a record of its own then\n");
        }
    }

    String print() {
        StringBuilder all = new StringBuilder();
        String known = plugin.rowOf(named ? name : "");
        if (!known.isEmpty()) {
            all.append("// is in the code: ").append(known).append('\n');
        }
        all.append(shapes);
        if (!fields.isEmpty()) {
            all.append(JavaText.file(plugin, family + ".java", ""));
            all.append(record(type, fields));
            nested.forEach((member, items) -> {
                if (!items.get(0).isBareElement()) {
                    all.append(record(type + JavaNames.singular(member), items));
                }
            });
        }
        Reply reply = reply();
        all.append(reply.source());
        all.append(row(reply.type()));
        all.append(method(reply.type()));
        all.append("-- system-tests/src/test/java/dev/janusclient/system/" + plugin.shortName()
                + ", a test that sends it to the real Janus\n\n");
        return all.toString();
    }

    // The body.

    private String record(String recordType, List<Field> members) {
        List<String> components = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        for (Field field : members) {
            components.add(JavaNames.component(field, bodyType(field), !field.required()));
            String member = JavaNames.member(field.name());
            String present = "Check.present(\"" + field.name() + "\", " + member + ")";
            if (field.type().equals("integer>=0")) {
                checks.add("    Check.notNegative(\"" + field.name() + "\", " + (field.required() ? present : member)
                        + ");");
            } else if (field.required()) {
                checks.add("    " + present + ";");
            }
        }
        String builder = family + recordType + "Builder";
        List<String> body = new ArrayList<>();
        if (!checks.isEmpty()) {
            body.add("public " + recordType + " {");
            body.addAll(checks);
            body.addAll(List.of("}", ""));
        }
        body.add("/** Starts with nothing set. */");
        body.add("public static " + builder + " builder() {");
        body.add("    return " + builder + ".builder();");
        body.add("}");
        return JavaText.javadoc(members) + "    @Json(naming = Json.Naming.LowerUnderscore)\n    @RecordBuilder\n"
                + JavaText.record(recordType, components, family, body);
    }

    private String bodyType(Field field) {
        List<Field> items = nested.get(field.name());
        if (items == null || items.get(0).isBareElement()) {
            return JavaNames.boxed(JavaNames.typeOf(field, plugin));
        }
        String inside = type + JavaNames.singular(field.name());
        return field.isArray() ? "List<" + inside + ">" : inside;
    }

    // What answers it.

    private record Reply(String type, String source) {}

    private Reply reply() {
        List<Map<String, Object>> replies = new ArrayList<>(List.of(PluginTable.object(request.get("reply"))));
        if (request.containsKey("reply_alternatives")) {
            replies.addAll(PluginTable.objects(request.get("reply_alternatives")));
        }
        String replyFamily = plugin.prefix() + (async ? "Event" : "Reply");
        String common = type + "Reply";
        String first = async ? plugin.recordOf(PluginTable.text(replies.get(0), "tag")) : "";
        if (replies.size() == 1 && !first.isEmpty()) {
            return new Reply(first, "");
        }
        StringBuilder source = new StringBuilder(JavaText.file(plugin, replyFamily + ".java", ""));
        if (replies.size() > 1) {
            source.append("    /** What answers {@code " + name + "}. */\n");
            source.append("    sealed interface " + common + " extends " + replyFamily + " {}\n\n");
        }
        EventScaffold events = new EventScaffold(plugin);
        for (Map<String, Object> one : replies) {
            String tag = PluginTable.text(one, "tag");
            String known = async ? plugin.recordOf(tag) : "";
            String own = replies.size() > 1 ? JavaNames.recordFor(tag) : common;
            String implemented = replies.size() > 1 ? common : replyFamily;
            if (!known.isEmpty()) {
                source.append("// " + known + " implements " + common + "\n\n");
            } else if (async) {
                source.append(events.answer(one, own, implemented));
            } else {
                source.append(events.reply(one, own, replyFamily));
            }
        }
        return new Reply(replyFamily + "." + common, source.toString());
    }

    // The row and the method.

    private String body() {
        return fields.isEmpty() ? "Void" : family + "." + type;
    }

    private String constant() {
        return (variant.isEmpty() ? name : name + "_as_" + variant).toUpperCase(Locale.ROOT);
    }

    private String row(String reply) {
        String kind = async ? "async" : "sync";
        String begin = named
                ? kind + "(\"" + name + "\", "
                : "unnamed(PluginRequest.Kind." + kind.toUpperCase(Locale.ROOT) + ", ";
        StringBuilder row = new StringBuilder(
                JavaText.file(plugin, plugin.prefix() + "Protocol.java", ", and the constant's name in REQUESTS"));
        row.append("    static final PluginRequest<" + body() + ", " + reply + "> " + constant() + " =\n");
        row.append("            " + begin + body() + ".class, " + reply + ".class)");
        if (!since.isEmpty()) {
            row.append("\n                    .since(\"" + since + "\")");
        }
        fields.forEach(field -> row.append(newer("", field)));
        for (Field holder : fields) {
            String prefix = holder.name() + (holder.isArray() ? "[]." : ".");
            nested.getOrDefault(holder.name(), List.of()).forEach(field -> row.append(newer(prefix, field)));
        }
        row.append(";\n");
        row.append("    // with .idempotent(), if sending it twice changes nothing\n");
        if ("either".equals(request.get("kind"))) {
            row.append("    // or sync: the table has both\n");
        }
        return row.append('\n').toString();
    }

    private String newer(String prefix, Field field) {
        return field.since().isEmpty() || field.since().equals(since)
                ? ""
                : "\n                    .fieldSince(\"" + prefix + field.name() + "\", \"" + field.since() + "\")";
    }

    private String method(String reply) {
        boolean described = !"none".equals(request.get("jsep"));
        String parameters =
                JavaText.list(fields.isEmpty() ? "" : body() + " request", described ? "Jsep description" : "");
        String arguments = JavaText.list(
                plugin.prefix() + "Protocol." + constant(),
                fields.isEmpty() ? "" : "request",
                described ? "description" : "null");
        return JavaText.file(plugin, "Janus" + plugin.prefix() + "Plugin.java", "")
                + "    /** ..." + (since.isEmpty() ? "" : " Janus " + since + " and later.") + " */\n"
                + "    public CompletableFuture<" + reply + "> "
                + JavaNames.member(name) + (variant.isEmpty() ? "" : "As" + variant) + "(" + parameters + ") {\n"
                + "        return send(" + arguments + ");\n"
                + "    }\n\n";
    }
}
