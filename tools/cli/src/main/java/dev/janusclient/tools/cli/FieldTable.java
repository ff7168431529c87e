// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the library's table of Janus's API says of the fields of a request: the same file that its tests hold the records against. */
final class FieldTable {
    private static final String RESOURCE = "/janus-api.json";

    /** What the table calls the only request of a plugin whose bodies do not name it. */
    private static final String UNNAMED = "(no request member)";

    private FieldTable() {}

    /**
     * One field.
     *
     * @param type in the table's words, for example {@code string} or {@code integer>=0}
     * @param since the first version that has it; null if it was there in 1.1.2 already
     */
    record Field(String name, String type, boolean required, @Nullable String since) {
        /** A text in one form of a request, a boolean in another. */
        static final String STRING_OR_BOOLEAN = "string or boolean";

        /** Whether a value of the command line is the text itself, and not JSON. */
        boolean isText(String value) {
            boolean number = type.equals("id") && value.matches("\\d{1,18}");
            boolean truth = type.equals(STRING_OR_BOOLEAN) && value.matches("true|false");
            return isText() && !number && !truth;
        }

        private boolean isText() {
            return type.startsWith("string") || type.startsWith("id");
        }
    }

    /** The fields of a plugin's request, beside its name; of all forms that it has. */
    static List<Field> of(String plugin, PluginRequest<?, ?> row) {
        String request = row.name().isEmpty() ? UNNAMED : row.name();
        List<Field> fields = new ArrayList<>();
        RawJson table = Objects.requireNonNull(load().member("plugins")).member(plugin);
        RawJson requests = table == null ? null : table.member("requests");
        for (RawJson each : requests == null ? List.<RawJson>of() : requests.elements()) {
            if (request.equals(each.string("name"))) {
                RawJson list = each.member("fields");
                for (RawJson field : list == null ? List.<RawJson>of() : list.elements()) {
                    add(fields, field);
                }
                addOfForms(fields, each.member("item_fields"));
            }
        }
        return fields;
    }

    /** What a request has for one value of another field only, such as {@code action=start}; none of it is always needed. */
    private static void addOfForms(List<Field> fields, @Nullable RawJson forms) {
        MemberCursor form = forms == null ? RawJson.of("{}").members() : forms.members();
        while (form.next()) {
            if (form.name().contains("=")) {
                for (RawJson field : form.value().elements()) {
                    addOfForm(fields, field);
                }
            }
        }
    }

    private static void addOfForm(List<Field> fields, RawJson field) {
        String name = Objects.requireNonNull(field.string("name"));
        String type = Objects.requireNonNull(field.string("type"));
        for (int i = 0; i < fields.size(); i++) {
            Field known = fields.get(i);
            if (known.name().equals(name)) {
                if (known.type().equals("string") && type.equals("boolean")) {
                    fields.set(i, new Field(name, Field.STRING_OR_BOOLEAN, known.required(), known.since()));
                }
                return;
            }
        }
        fields.add(new Field(name, type, false, field.string("since")));
    }

    private static void add(List<Field> fields, RawJson field) {
        String name = Objects.requireNonNull(field.string("name"));
        if (name.equals("request")
                || fields.stream().anyMatch(known -> known.name().equals(name))) {
            return;
        }
        RawJson required = field.member("required");
        String type = field.string("type");
        fields.add(new Field(
                name,
                type == null ? "any" : type,
                required != null && required.toString().equals("true"),
                field.string("since")));
    }

    private static RawJson load() {
        try (InputStream in = FieldTable.class.getResourceAsStream(RESOURCE)) {
            return RawJson.of(Objects.requireNonNull(in, RESOURCE).readAllBytes(), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
