package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.Decoding;
import dev.janusclient.PluginRequest;
import dev.janusclient.PluginType;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plugin's tables and records against what was read from its source: every request with every field, every event and
 * every reply as the wire carries them. A plugin's own test extends it with the plugin's type.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PluginTableTest {
    private final PluginType<?> type;
    private final Class<? extends Enum<?>> errorCodes;
    private final Map<String, Object> table;
    private final String key;

    protected PluginTableTest(PluginType<?> type, Class<? extends Enum<?>> errorCodes) {
        this.type = type;
        this.errorCodes = errorCodes;
        this.table = ApiTable.plugin(type.name());
        this.key = text(table, "data_key");
    }

    /** The type that the wire really wants for a field, where the table's own needs a comment. */
    protected String typeOf(String request, String field, String typeInTable) {
        return typeInTable;
    }

    /** Members of a body that Janus reads although the table has them elsewhere. */
    protected Set<String> alsoRead(String request) {
        return Set.of();
    }

    /** A valid value for a component that can't have the usual one. */
    protected Object value(String component, Object usual) {
        return usual;
    }

    protected Stream<Map<String, Object>> requests() {
        return list(table, "requests").stream();
    }

    protected Stream<Map<String, Object>> events() {
        return list(table, "events").stream();
    }

    private List<PluginRequest<?, ?>> rows(Map<String, Object> request) {
        List<PluginRequest<?, ?>> rows = type.requests().stream()
                .filter(row -> row.name().equals(request.get("name")))
                .toList();
        assertThat(rows).as("rows of " + request.get("name")).isNotEmpty();
        return rows;
    }

    @Test
    void everyRequestHasARowAndNoRowIsInvented() {
        assertThat(type.requests().stream().map(PluginRequest::name).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        requests().map(request -> text(request, "name")).toList());
    }

    @Test
    void everyErrorCodeIsNamedAsInTheTable() {
        List<Map<String, Object>> errors = list(table, "errors");
        assertThat(errorCodes.getEnumConstants()).hasSameSizeAs(errors);
        for (Map<String, Object> error : errors) {
            assertThat(text(error, "name"))
                    .endsWith("_ERROR_" + type.errorNames().apply(ApiTable.number(error, "code")));
        }
        assertThat(type.errorNames().apply(-1)).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRowSaysWhatTheTableSays(Map<String, Object> request) {
        for (PluginRequest<?, ?> row : rows(request)) {
            assertThat(row.kind().name().toLowerCase(Locale.ROOT)).isEqualTo(text(request, "kind"));
            assertThat(row.since()).isEqualTo(request.get("since"));
            Set<String> sent = encodedBody(row).keySet();
            Map<String, Object> newer = new HashMap<>();
            for (Map<String, Object> field : bodyFields(request)) {
                Object since = field.get("since");
                if (since != null && !since.equals(request.get("since")) && sent.contains(text(field, "name"))) {
                    newer.put(text(field, "name"), since);
                }
            }
            assertThat(row.newerFields()).isEqualTo(newer);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsWithEverythingSetEncodeExactlyTheFieldsOfTheTable(Map<String, Object> request) {
        String name = text(request, "name");
        List<Map<String, Object>> fields = bodyFields(request);
        Set<String> named = names(fields);
        Set<String> sent = new LinkedHashSet<>();
        for (PluginRequest<?, ?> row : rows(request)) {
            Map<String, Object> body = encodedBody(row);
            sent.addAll(body.keySet());
            assertTypes(name, body, fields);
            nestedFields(request).forEach((member, items) -> {
                Object value = body.get(member);
                Object nested = value instanceof List<?> elements ? elements.get(0) : value;
                if (nested instanceof Map<?, ?> item) {
                    Set<String> known = names(items);
                    assertThat(known).as(member).containsAll(strings(item.keySet()));
                    assertTypes(name, ApiTable.map(Json.encode(item)), items);
                    known.removeAll(strings(item.keySet()));
                    assertThat(fewerIn(member, request, known)).as(member).isEmpty();
                }
            });
        }
        sent.removeAll(alsoRead(name));
        assertThat(sent).isEqualTo(named);
    }

    /** Fields of one shape of an array's elements that another shape does not have. */
    private static Set<String> fewerIn(String member, Map<String, Object> request, Set<String> missing) {
        Set<String> left = new LinkedHashSet<>(missing);
        object(request, "item_fields").forEach((group, items) -> {
            if (group.startsWith(member + "[] (")) {
                left.removeAll(names(list(object(request, "item_fields"), group)));
            }
        });
        return left;
    }

    private void assertTypes(String request, Map<String, Object> sent, List<Map<String, Object>> fields) {
        sent.forEach((name, value) -> {
            if (alsoRead(request).contains(name)) {
                return;
            }
            List<String> types = fields.stream()
                    .filter(field -> name.equals(field.get("name")))
                    .map(field -> typeOf(request, name, text(field, "type")))
                    .toList();
            assertThat(types).as(request + "." + name + " = " + value).anyMatch(wanted -> wireType(wanted)
                    .isInstance(value));
        });
    }

    private static Class<?> wireType(String type) {
        if (type.startsWith("string")) {
            return String.class;
        } else if (type.startsWith("array")) {
            return List.class;
        } else if (type.startsWith("object")) {
            return Map.class;
        }
        return switch (type) {
            case "boolean" -> Boolean.class;
            case "integer", "integer>=0", "id" -> Number.class;
            default -> throw new AssertionError("a type this test does not know: " + type);
        };
    }

    /** The body's own fields, those of its several shapes included. */
    private static List<Map<String, Object>> bodyFields(Map<String, Object> request) {
        List<Map<String, Object>> fields = new ArrayList<>(list(request, "fields"));
        if (request.containsKey("item_fields")) {
            Map<String, Object> groups = object(request, "item_fields");
            groups.keySet().stream()
                    .filter(group -> nestedIn(request, group) == null)
                    .forEach(group -> fields.addAll(list(groups, group)));
        }
        return fields;
    }

    /** The fields of objects inside the body, by the member that holds them. */
    private static Map<String, List<Map<String, Object>>> nestedFields(Map<String, Object> request) {
        Map<String, List<Map<String, Object>>> nested = new LinkedHashMap<>();
        if (request.containsKey("item_fields")) {
            Map<String, Object> groups = object(request, "item_fields");
            groups.keySet().forEach(group -> {
                String member = nestedIn(request, group);
                if (member != null) {
                    nested.computeIfAbsent(member, m -> new ArrayList<>()).addAll(list(groups, group));
                }
            });
        }
        return nested;
    }

    private static String nestedIn(Map<String, Object> request, String group) {
        int brackets = group.indexOf("[]");
        if (brackets > 0) {
            return group.substring(0, brackets);
        }
        boolean member = list(request, "fields").stream()
                .anyMatch(field -> group.equals(field.get("name"))
                        && (text(field, "type").startsWith("object")
                                || text(field, "type").startsWith("array")));
        return member ? group : null;
    }

    private static Set<String> names(List<Map<String, Object>> fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(text(field, "name")));
        return names;
    }

    private static List<String> strings(Set<?> keys) {
        return keys.stream().map(String::valueOf).toList();
    }

    private Map<String, Object> encodedBody(PluginRequest<?, ?> row) {
        return row.body() == Void.class
                ? Map.of()
                : ApiTable.map(Records.encoded(new Records(this::value).filled(row.body())));
    }

    @Test
    void everyEventHasARecordOfItsOwn() {
        Set<Class<?>> records = new LinkedHashSet<>();
        events().forEach(event -> records.add(decoded(event, true, false).getClass()));
        assertThat(records).hasSize((int) events().count());
        assertThat(new LinkedHashSet<>(type.events().tags().values())).isEqualTo(records);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAllItsFieldsLeavesNothingOver(Map<String, Object> event) {
        Object record = decoded(event, true, false);
        assertThat(Records.extras(record)).isEmpty();
        assertThat(ApiTable.map(Records.encoded(record))).isEqualTo(fields(event, true, false));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventNeedsNoneOfItsOptionalFields(Map<String, Object> event) {
        Object record = decoded(event, false, false);
        assertThat(record).hasSameClassAs(decoded(event, true, false));
        assertThat(ApiTable.map(Records.encoded(record))).isEqualTo(fields(event, false, false));
    }

    @ParameterizedTest
    @MethodSource("events")
    void membersOfTheFutureAreKept(Map<String, Object> event) {
        Object record = decoded(event, true, true);
        assertThat(Records.extras(record)).isNotEmpty().allMatch(name -> name.equals("zz_future"));
        assertThat(ApiTable.map(Records.encoded(record))).isEqualTo(fields(event, true, true));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void repliesLeaveNothingOver(Map<String, Object> request) {
        List<Map<String, Object>> replies = new ArrayList<>(List.of(object(request, "reply")));
        if (request.containsKey("reply_alternatives")) {
            replies.addAll(list(request, "reply_alternatives"));
        }
        for (PluginRequest<?, ?> row : rows(request)) {
            for (Map<String, Object> reply : replies) {
                for (boolean all : new boolean[] {true, false}) {
                    Object record = row.kind() == PluginRequest.Kind.SYNC
                            ? Decoding.reply(type.events(), row.reply(), data(reply, all, false))
                            : Decoding.event(type.events(), data(reply, all, false), null);
                    assertThat(record).isInstanceOf(row.reply());
                    assertThat(Records.extras(record)).isEmpty();
                    assertThat(ApiTable.map(Records.encoded(record))).isEqualTo(fields(reply, all, false));
                }
            }
        }
    }

    private Object decoded(Map<String, Object> event, boolean all, boolean future) {
        RawJson jsep =
                all && !"none".equals(event.get("jsep")) ? RawJson.of("{\"type\":\"offer\",\"sdp\":\"v=0\"}") : null;
        return Decoding.event(type.events(), data(event, all, future), jsep);
    }

    private static String tag(Map<String, Object> event) {
        String tag = text(event, event.containsKey("tag") ? "tag" : "name");
        return tag.replaceAll(" \\(.*\\)$", "").replaceAll(" / .*", "");
    }

    /** The plugin's data as it is on the wire. */
    private RawJson data(Map<String, Object> event, boolean all, boolean future) {
        Map<String, Object> data = new LinkedHashMap<>();
        String tag = tag(event);
        boolean inside = tag.startsWith("result.");
        if (inside) {
            data.put(key, "event");
        }
        Map<String, Object> members = fields(event, all, future);
        members.remove("jsep");
        for (String part : tag.split(" \\+ ", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                members.put(part.substring(part.indexOf('.') + 1, equals), part.substring(equals + 1));
            } else if (!part.startsWith("!") && !all) {
                String name = part.substring(part.indexOf('.') + 1);
                members.putIfAbsent(name, sampleOf(event, name));
            }
        }
        if (inside) {
            data.put("result", members);
        } else {
            data.putAll(members);
        }
        return Json.encode(data);
    }

    private Object sampleOf(Map<String, Object> event, String name) {
        Map<String, Object> field = list(event, "fields").stream()
                .filter(candidate -> name.equals(candidate.get("name")))
                .findFirst()
                .orElseThrow();
        return sample(text(field, "type"), name, true, false);
    }

    /** What the record should hold: the fields without those the tag gives away. */
    private Map<String, Object> fields(Map<String, Object> event, boolean all, boolean future) {
        Map<String, Object> fields = objectOf(list(event, "fields"), all, future);
        fields.remove(key);
        for (String part : tag(event).split(" \\+ ", -1)) {
            String name = part.substring(part.indexOf('.') + 1);
            if (part.indexOf('=') > 0) {
                fields.remove(name.substring(0, name.indexOf('=')));
            } else if (!part.startsWith("!")) {
                fields.putIfAbsent(name, sampleOf(event, name));
            }
        }
        if (all && event.get("jsep") instanceof String jsep && !jsep.equals("none") && event.containsKey("origin")) {
            fields.put("jsep", Map.of("type", "offer", "sdp", "v=0"));
        }
        return fields;
    }

    private Map<String, Object> objectOf(List<Map<String, Object>> members, boolean all, boolean future) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map<String, Object> field : members) {
            if (all || !Boolean.TRUE.equals(field.get("optional"))) {
                String name = text(field, "name");
                object.put(name, sample(text(field, "type"), name, all, future));
            }
        }
        if (future) {
            object.put("zz_future", List.of(Map.of("a", "b")));
        }
        return object;
    }

    private Object sample(String wanted, String name, boolean all, boolean future) {
        if (wanted.startsWith("array<")) {
            return List.of(sample(wanted.substring(6, wanted.length() - 1), name, all, future));
        }
        return switch (wanted) {
            case "string" -> "the " + name;
            case "integer", "integer>=0" -> 4_200_000L + name.length();
            case "id" -> 4_711_000_000_000L;
            case "boolean" -> true;
            case "number", "real" -> 1.5;
            case "object{string:string}" -> Map.of("X-Key", "value");
            default -> {
                Object members = Objects.requireNonNull(object(table, "types").get(wanted), wanted);
                assertThat(members).isInstanceOf(List.class);
                yield objectOf(list(object(table, "types"), wanted), all, future);
            }
        };
    }
}
