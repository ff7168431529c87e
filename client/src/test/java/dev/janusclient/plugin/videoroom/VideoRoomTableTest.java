package dev.janusclient.plugin.videoroom;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.number;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.Attachment;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusPlugin;
import dev.janusclient.Outcome;
import dev.janusclient.PluginRequest;
import dev.janusclient.PluginType;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.message.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The video room plugin's requests (with both roles' {@code join} and {@code configure}), replies, events and error codes
 * against the table read from Janus's source, each sent or told as the wire carries it.
 */
class VideoRoomTableTest {
    private static final PluginType<JanusVideoRoomPlugin> TYPE = JanusVideoRoomPlugin.TYPE;
    private static final Map<String, Object> TABLE = ApiTable.plugin(TYPE.name());
    private static final Map<String, Object> FUTURE = Map.of("zz_future", List.of(Map.of("a", "b")));

    /** A misspelling in Janus's own checks: what it reads is {@code audio_level_average}. */
    private static final Set<String> NEVER_READ = Set.of("audio_level_averge");

    private final FakeJanus janus = new FakeJanus();

    /** A request of the table with the library's row for it. */
    record Row(Map<String, Object> request, PluginRequest<?, ?> row) {
        @Override
        public String toString() {
            Object variant = request.get("variant");
            return text(request, "name") + (variant == null ? "" : " as a " + variant);
        }
    }

    /** What answers a request, or is told unasked. */
    record Said(String name, String tag, Map<String, Object> from, @Nullable PluginRequest<?, ?> row) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> requests() {
        Map<String, Integer> met = new HashMap<>();
        return list(TABLE, "requests").stream().map(request -> {
            String name = text(request, "name");
            int nth = met.merge(name, 1, Integer::sum) - 1;
            return new Row(
                    request,
                    TYPE.requests().stream()
                            .filter(row -> row.name().equals(name))
                            .skip(nth)
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no row for " + name)));
        });
    }

    static Stream<Said> replies() {
        return requests().flatMap(row -> {
            List<Map<String, Object>> answers = new ArrayList<>(List.of(object(row.request(), "reply")));
            if (row.request().containsKey("reply_alternatives")) {
                answers.addAll(list(row.request(), "reply_alternatives"));
            }
            return answers.stream().map(answer -> said(row + " → ", text(answer, "tag"), answer, row.row()));
        });
    }

    static Stream<Said> events() {
        return list(TABLE, "events").stream().map(event -> said("", text(event, "name"), event, null));
    }

    private static Said said(String before, String tag, Map<String, Object> from, @Nullable PluginRequest<?, ?> row) {
        return new Said(before + tag, tag.replaceAll(" \\(.*\\)", ""), from, row);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void everyRequestHasExactlyOneRow() {
        assertThat(TYPE.requests().stream().map(PluginRequest::name))
                .containsExactlyInAnyOrderElementsOf(list(TABLE, "requests").stream()
                        .map(request -> text(request, "name"))
                        .toList())
                .hasSize(33);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRowSaysWhatTheTableSays(Row row) {
        assertThat(row.row().kind().name().toLowerCase(Locale.ROOT)).isEqualTo(text(row.request(), "kind"));
        assertThat(row.row().since()).isEqualTo(row.request().get("since"));
        assertThat(row.row().newerFields()).isEqualTo(newerFields(row));
    }

    private static Map<String, Object> newerFields(Row row) {
        Map<String, Object> newer = new LinkedHashMap<>();
        collectNewer("", list(row.request(), "fields"), newer);
        itemFields(row).forEach((list, fields) -> collectNewer(list + "[].", fields, newer));
        return newer;
    }

    private static void collectNewer(String prefix, List<Map<String, Object>> fields, Map<String, Object> newer) {
        for (Map<String, Object> field : fields) {
            if (field.get("since") != null) {
                newer.put(prefix + text(field, "name"), field.get("since"));
            }
        }
    }

    /** The members of the objects in a request's lists, by list; the table may tell of one list twice. */
    private static Map<String, List<Map<String, Object>>> itemFields(Row row) {
        Map<String, List<Map<String, Object>>> items = new LinkedHashMap<>();
        if (row.request().containsKey("item_fields")) {
            Map<String, Object> told = object(row.request(), "item_fields");
            for (String name : told.keySet()) {
                items.computeIfAbsent(name.replaceAll("\\[].*", ""), list -> new ArrayList<>())
                        .addAll(list(told, name));
            }
        }
        return items;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestWithEverythingSetSendsExactlyTheFieldsOfTheTable(Row row) {
        attach("99.0.0").ask(row.row());
        Map<String, Object> sent = ApiTable.map(janus.lastFrame().body());
        assertThat(sent.remove("request")).isEqualTo(row.row().name());
        assertFields(sent, list(row.request(), "fields"));
        itemFields(row).forEach((list, fields) -> {
            if (text(fields.get(0), "name").equals("(element)")) {
                assertThat(sent.get(list)).isEqualTo(List.of("hunter2"));
            } else {
                list(sent, list).forEach(item -> assertFields(item, fields));
            }
        });
    }

    private static void assertFields(Map<String, Object> sent, List<Map<String, Object>> fields) {
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> field : fields) {
            String name = text(field, "name");
            if (!NEVER_READ.contains(name)) {
                names.add(name);
                assertThat(sent.get(name)).as(name).isInstanceOf(jsonType(text(field, "type")));
            }
        }
        assertThat(sent.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Class<?> jsonType(String type) {
        return switch (type) {
            case "string" -> String.class;
            case "boolean" -> Boolean.class;
            case "integer", "integer>=0", "id" -> Number.class;
            case "object" -> Map.class;
            case "array" -> List.class;
            default -> throw new AssertionError("a type this test does not know: " + type);
        };
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsNewerThanTheServerIsNotSent(Row row) {
        Probe probe = attach("1.1.2");
        janus.forget();
        CompletableFuture<?> reply = probe.ask(row.row());
        if (newerFields(row).isEmpty()) {
            assertThat(janus.sent()).hasSize(1);
        } else {
            Outcome.failure(reply, JanusVersionException.class);
            assertThat(janus.sent()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyWithAllItsFieldsBecomesItsRecordWithNothingLeftOver(Said reply) {
        Map<String, Object> fields = fields(reply, true);
        assertThat(encoded(answered(reply, fields, Map.of()))).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyWithoutItsOptionalFieldsBecomesTheSameRecord(Said reply) {
        Map<String, Object> fields = fields(reply, false);
        assertThat(encoded(answered(reply, fields, Map.of()))).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplysMembersOfTheFutureAreKept(Said reply) throws ReflectiveOperationException {
        Object record = answered(reply, fields(reply, true), FUTURE);
        assertThat(record.getClass().getMethod("extra").invoke(record)).isEqualTo(FUTURE);
    }

    private Object answered(Said reply, Map<String, Object> fields, Map<String, Object> future) {
        PluginRequest<?, ?> row = Objects.requireNonNull(reply.row());
        Probe probe = attach("99.0.0");
        boolean sync = row.kind() == PluginRequest.Kind.SYNC;
        String said = "{'janus':'" + (sync ? "success" : "event") + "','session_id':$S,'sender':$H,'transaction':'$T',"
                + plugindata(reply, fields, future) + "}";
        janus.answer("message:" + row.name(), sync ? new String[] {said} : new String[] {FakeJanus.ACK, said});
        Object record = Outcome.of(probe.ask(row));
        assertThat(record).isInstanceOf(row.reply());
        return record;
    }

    @Test
    void everyEventHasARow() {
        assertThat(TYPE.events().tags().keySet())
                .containsExactlyInAnyOrderElementsOf(events().map(Said::tag).toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAllItsFieldsBecomesItsRecordWithNothingLeftOver(Said event) {
        Map<String, Object> fields = fields(event, true);
        assertThat(encoded(told(event, fields, Map.of()))).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithoutItsOptionalFieldsBecomesTheSameRecord(Said event) {
        Map<String, Object> fields = fields(event, false);
        assertThat(encoded(told(event, fields, Map.of()))).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventsMembersOfTheFutureAreKept(Said event) throws ReflectiveOperationException {
        Object record = told(event, fields(event, true), FUTURE);
        assertThat(record.getClass().getMethod("extra").invoke(record)).isEqualTo(FUTURE);
    }

    private Object told(Said event, Map<String, Object> fields, Map<String, Object> future) {
        Probe probe = attach("99.0.0");
        List<Object> heard = new ArrayList<>();
        probe.on(Object.class, heard::add);
        janus.push("{'janus':'event','session_id':" + probe.session().id() + ",'sender':" + probe.handleId() + ","
                + plugindata(event, fields, future) + "}");
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0))
                .isInstanceOf(Objects.requireNonNull(TYPE.events().tags().get(event.tag())));
        return heard.get(0);
    }

    @Test
    void everyErrorCodeIsNamedAsInTheTable() {
        List<Map<String, Object>> errors = list(TABLE, "errors");
        assertThat(VideoRoomErrorCode.values()).hasSameSizeAs(errors);
        for (Map<String, Object> error : errors) {
            assertThat("JANUS_VIDEOROOM_ERROR_" + VideoRoomErrorCode.nameOf(number(error, "code")))
                    .isEqualTo(text(error, "name"));
        }
        assertThat(VideoRoomErrorCode.nameOf(0)).isEqualTo("UNKNOWN");
    }

    /** The members a record must end up with: those of the table, but the ones whose value the tag gives away. */
    private static Map<String, Object> fields(Said said, boolean all) {
        List<String> tag = List.of(said.tag().split(" \\+ ", -1));
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map<String, Object> field : list(said.from(), "fields")) {
            String name = text(field, "name");
            boolean given = tag.stream().anyMatch(part -> part.startsWith(name + "="));
            boolean needed = !Boolean.TRUE.equals(field.get("optional"))
                    || tag.stream().anyMatch(part -> part.equals(name) || part.startsWith(name + "/"));
            if (!given && (all || needed)) {
                fields.put(name, sample(text(field, "type"), name));
            }
        }
        Object jsep = said.from().get("jsep");
        if (all && jsep != null && !jsep.equals("none")) {
            fields.put("jsep", Map.of("type", jsep.equals("either") ? "offer" : jsep, "sdp", "v=0\r\n"));
        }
        return ApiTable.map(Json.encode(fields));
    }

    private static String plugindata(Said said, Map<String, Object> fields, Map<String, Object> future) {
        Map<String, Object> data = new LinkedHashMap<>(fields);
        Object jsep = data.remove("jsep");
        for (String part : said.tag().split(" \\+ ", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                data.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        data.putAll(future);
        return "'plugindata':{'plugin':'" + TYPE.name() + "','data':" + Json.encode(data) + "}"
                + (jsep == null ? "" : ",'jsep':" + Json.encode(jsep));
    }

    /** A value of a type of the table. */
    private static Object sample(String type, String name) {
        if (type.startsWith("array<")) {
            return List.of(sample(type.substring("array<".length(), type.length() - 1), name));
        } else if (type.startsWith("object{")) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (String member :
                    type.substring("object{".length(), type.length() - 1).split(",", -1)) {
                String[] parts = member.split(":", 2);
                members.put(parts[0], sample(parts[1].replace("?", ""), parts[0]));
            }
            return members;
        }
        return switch (type) {
            case "string" -> "the " + name;
            case "integer", "id" -> 4_200_000L + name.length();
            case "real" -> 42.5;
            case "boolean" -> true;
            case "object" -> Map.of("key", List.of("value"));
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (Map<String, Object> field : list(object(TABLE, "types"), type)) {
                    members.put(text(field, "name"), sample(text(field, "type"), text(field, "name")));
                }
                yield members;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, Object> encoded(T record) {
        return ApiTable.map(Json.encode((Class<T>) record.getClass(), record));
    }

    private Probe attach(String version) {
        janus.version(version);
        PluginType<Probe> probes =
                new PluginType<>(TYPE.name(), Probe::new, TYPE.requests(), TYPE.events(), TYPE.errorNames());
        return Outcome.of(Outcome.of(janus.client().createSession()).attach(probes));
    }

    /** A handle that can ask for everything in the table, with everything set. */
    private static final class Probe extends JanusPlugin {
        Probe(Attachment attachment) {
            super(attachment);
        }

        @SuppressWarnings("unchecked")
        <Q, R> CompletableFuture<R> ask(PluginRequest<Q, R> row) {
            return row.body() == Void.class
                    ? send((PluginRequest<Void, R>) row, null)
                    : send(row, row.body().cast(FilledRecord.of(row.body())), null);
        }
    }
}
