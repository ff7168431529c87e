// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.PluginType;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Json;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.tools.model.JsonText;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's request, made of {@code field=value} on the command line and checked before anything is sent: the fields by the table of
 * Janus's API, the values by the library's record, both by the server's version.
 *
 * @param row how it is answered
 * @param body with its fields, without the member {@code request}
 */
record RequestBody(PluginType<?> type, PluginRequest<?, ?> row, RawJson body) {
    static RequestBody of(PluginType<?> type, String request, List<String> assignments, String serverVersion) {
        List<PluginRequest<?, ?>> rows = rows(type, request);
        List<FieldTable.Field> fields = FieldTable.of(type.name(), rows.get(0));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ProblemException(Kind.BAD_INPUT, "'" + assignment + "': write field=value.");
            }
            String name = assignment.substring(0, equals);
            FieldTable.Field field = field(fields, type, request, name);
            refuseNewer(request + "." + name, field.since(), serverVersion);
            values.put(name, value(field, assignment.substring(equals + 1)));
        }
        PluginRequest<?, ?> row = rows.get(0);
        refuseNewer(request, row.since(), serverVersion);
        if (rows.size() == 1) {
            requireAll(fields, values, type, request);
        }
        RawJson body = RawJson.of(JsonText.compact(values));
        return new RequestBody(type, fitting(rows, body), body);
    }

    /** The rows of a request; several if it has several forms. */
    static List<PluginRequest<?, ?>> rows(PluginType<?> type, String request) {
        List<PluginRequest<?, ?>> rows = type.requests().stream()
                .filter(row -> row.label().equals(request))
                .collect(Collectors.toList());
        if (rows.isEmpty()) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "The plugin " + Plugins.shortName(type) + " has no request '" + request + "'; 'janus send "
                            + Plugins.shortName(type) + "' lists those there are.");
        }
        return rows;
    }

    private static FieldTable.Field field(
            List<FieldTable.Field> fields, PluginType<?> type, String request, String name) {
        return fields.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Kind.BAD_INPUT,
                        "'" + request + "' has no field '" + name + "'; " + listing(type, request) + "."));
    }

    /** The forms of a request need different fields: then their records say what is missing. */
    private static void requireAll(
            List<FieldTable.Field> fields, Map<String, ?> given, PluginType<?> type, String request) {
        String missing = fields.stream()
                .filter(field -> field.required() && !given.containsKey(field.name()))
                .map(FieldTable.Field::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Kind.BAD_INPUT, "'" + request + "' needs " + missing + " too; " + listing(type, request) + ".");
        }
    }

    private static String listing(PluginType<?> type, String request) {
        return "'janus send " + Plugins.shortName(type) + " " + request + " --fields' lists its fields";
    }

    /** A text as it is, or what the file of that name has if it begins with {@code @}; anything else as JSON. */
    private static @Nullable Object value(FieldTable.Field field, String text) {
        String read =
                text.startsWith("@") ? Settings.read(Path.of(text.substring(1))).reveal() : text;
        if (field.isText(read)) {
            return read;
        }
        try {
            return RawJson.of(read).as(Object.class);
        } catch (JanusProtocolException e) {
            throw new ProblemException(
                    Kind.BAD_INPUT, field.name() + ": '" + read + "' is no " + field.type() + " in JSON.");
        }
    }

    /** The first form that has all the fields; what is wrong with the last one if none has. */
    private static PluginRequest<?, ?> fitting(List<PluginRequest<?, ?>> rows, RawJson body) {
        String problem = "";
        for (PluginRequest<?, ?> row : rows) {
            try {
                if (row.body() == Void.class || keepsAll(row.body(), body)) {
                    return row;
                }
                problem = "these fields do not go together";
            } catch (JanusProtocolException e) {
                // A record's own check knows best what is wrong.
                Throwable cause = e.getCause();
                problem =
                        String.valueOf(cause instanceof IllegalArgumentException ? cause.getMessage() : e.getMessage());
            }
        }
        throw new ProblemException(Kind.BAD_INPUT, rows.get(0).label() + ": " + problem + ".");
    }

    private static <T> boolean keepsAll(Class<T> type, RawJson body) {
        RawJson kept = Json.encode(type, body.as(type));
        MemberCursor given = body.members();
        while (given.next()) {
            if (!given.isNull() && !kept.has(given.name())) {
                return false;
            }
        }
        return true;
    }

    private static void refuseNewer(String what, @Nullable String since, String serverVersion) {
        if (since != null && !serverVersion.isEmpty() && compare(serverVersion, since) < 0) {
            throw new ProblemException(
                    Kind.UNSUPPORTED, "'" + what + "' needs Janus " + since + "; the server is " + serverVersion + ".");
        }
    }

    /** Compares versions such as {@code 1.1.2}; what follows a number, as in {@code 1.4.2-dev}, does not count. */
    static int compare(String one, String other) {
        String[] ones = one.split("[.-]", -1);
        String[] others = other.split("[.-]", -1);
        for (int i = 0; i < 3; i++) {
            int difference = Integer.compare(number(ones, i), number(others, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d{1,6}") ? Integer.parseInt(parts[index]) : 0;
    }

    /** With its member {@code request}, if it has one. */
    RawJson whole() {
        return row.name().isEmpty() ? body : Json.withMember("request", row.name(), body);
    }
}
