// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.PluginType;
import dev.janusclient.message.RawJson;
import dev.janusclient.reclaim.PluginTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Everything there is to cover: the table read from Janus's source, beside the library's names for it. */
final class Api {
    private static final Path FILE = Path.of("../client/src/test/resources/janus-api.json");

    /** Tags that the library words differently, and those of the data channel, whose table is not public. */
    private static final Map<String, String> RECORDS = Map.ofEntries(
            Map.entry("audiobridge=joined", "Joined"),
            Map.entry("result.substream / result.temporal", "SimulcastLayer"),
            Map.entry("result.spatial_layer / result.temporal_layer", "SvcLayer"),
            Map.entry("textroom=message", "Message"),
            Map.entry("textroom=announcement", "Announcement"),
            Map.entry("textroom=join", "Join"),
            Map.entry("textroom=leave", "Leave"),
            Map.entry("textroom=kicked", "Kicked"),
            Map.entry("textroom=destroyed", "Destroyed"),
            Map.entry("textroom=success", "LateSuccess"),
            Map.entry("textroom=error", "Refused"));

    /**
     * A row.
     *
     * @param name the table's
     * @param detail how a request is answered, or what an event's record is called
     * @param since the first version that has it; null if 1.1.2 has it
     * @param removed the first version that has it no more; null if all have
     */
    record Row(String name, String detail, @Nullable String since, @Nullable String removed) {
        /** Why a version of Janus does not have it; null if it does. */
        @Nullable String absentIn(String version) {
            if (since != null && isBefore(version, since)) {
                return "since " + since;
            }
            return removed != null && !isBefore(version, removed) ? "removed in " + removed : null;
        }

        private static boolean isBefore(String version, String other) {
            return Version.parse(version).compareTo(Version.parse(other)) < 0;
        }
    }

    /** A plugin, or the part of it that goes over data channels. */
    record Plugin(PluginType<?> type, boolean overDataChannel, List<Row> requests, List<Row> events) {
        String name() {
            return type.name();
        }

        /** As in the notes. */
        String key() {
            return name() + (overDataChannel ? " (data channel)" : "");
        }
    }

    private final Map<String, Object> table;

    Api() {
        try {
            table = object(RawJson.of(Files.readString(FILE)).as(Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Plugin> plugins() {
        List<Plugin> plugins = new ArrayList<>();
        for (PluginType<?> type : PluginTypes.ALL) {
            Map<String, Object> received = object(object(table.get("plugins")).get(type.name()));
            plugins.add(plugin(type, received, false));
            if (received.get("datachannel") != null) {
                plugins.add(plugin(type, object(received.get("datachannel")), true));
            }
        }
        return plugins;
    }

    private static Plugin plugin(PluginType<?> type, Map<String, Object> received, boolean overDataChannel) {
        String removed = (String) received.get("removed_in");
        return new Plugin(
                type,
                overDataChannel,
                rows(received, "requests", (request, name) -> {
                    Object variant = request.get("variant");
                    return new Row(
                            name + (variant == null ? "" : " as a " + variant),
                            String.valueOf(request.get("kind")),
                            (String) request.get("since"),
                            removed);
                }),
                rows(
                        received,
                        "events",
                        (event, tag) -> new Row(tag, record(type, tag), (String) event.get("since"), removed)));
    }

    private static String record(PluginType<?> type, String tag) {
        String own = RECORDS.get(tag);
        Class<?> record = type.events().tags().get(tag.replaceAll(" \\(.*\\)", ""));
        return own != null ? own : Objects.requireNonNull(record, tag).getSimpleName();
    }

    List<Row> coreRequests() {
        return rows(table, "core", (request, name) -> row(request, name));
    }

    /** What Janus says by itself, and how it answers. */
    List<Row> coreKinds() {
        return rows(table, "core_events", (event, name) -> row(event, name.replace("janus=", "")));
    }

    List<Row> coreCodes() {
        return rows(
                table, "core_errors", (error, name) -> new Row(String.valueOf(error.get("code")), name, null, null));
    }

    /** One of them is there twice, for the server and for a session. */
    List<Row> adminRequests() {
        List<Row> rows = new ArrayList<>();
        for (Row row : rows(table, "admin", Api::row)) {
            boolean again = rows.stream().anyMatch(other -> other.name().equals(row.name()));
            rows.add(again ? new Row(row.name() + " (session)", row.detail(), row.since(), row.removed()) : row);
        }
        return rows;
    }

    private static Row row(Map<String, Object> received, String name) {
        return new Row(name, "", (String) received.get("since"), (String) received.get("removed_in"));
    }

    private static List<Row> rows(
            Map<String, Object> parent, String member, BiFunction<Map<String, Object>, String, Row> each) {
        List<Row> rows = new ArrayList<>();
        for (Object one : (List<?>) Objects.requireNonNull(parent.get(member))) {
            Map<String, Object> received = object(one);
            rows.add(each.apply(received, (String) Objects.requireNonNull(received.get("name"))));
        }
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object json) {
        return (Map<String, Object>) Objects.requireNonNull(json);
    }
}
