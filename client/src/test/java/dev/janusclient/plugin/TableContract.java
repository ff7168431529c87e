package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.number;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.janusclient.ApiTable;
import dev.janusclient.Decoding;
import dev.janusclient.EventTable;
import dev.janusclient.PluginRequest;
import dev.janusclient.PluginType;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Holds a plugin's requests, replies, events and error codes against the table read from Janus's source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TableContract {
    private static final String FUTURE = "zz_future";

    private final Map<String, Object> plugin;
    private final Map<String, Object> table;
    private final List<PluginRequest<?, ?>> requests;
    private final EventTable<?> events;
    private final ApiSamples samples;

    /** For what a plugin says through Janus. */
    protected TableContract(PluginType<?> type) {
        this(ApiTable.plugin(type.name()), ApiTable.plugin(type.name()), type.requests(), type.events());
    }

    /**
     * For a part of a plugin.
     *
     * @param plugin the plugin's table, with the types
     * @param table the part, with requests and events
     */
    protected TableContract(
            Map<String, Object> plugin,
            Map<String, Object> table,
            List<PluginRequest<?, ?>> requests,
            EventTable<?> events) {
        this.plugin = plugin;
        this.table = table;
        this.requests = requests;
        this.events = events;
        this.samples = new ApiSamples(plugin, words());
    }

    /** Words for members that take some words only: by {@code request.member}, or by {@code member} for all requests. */
    protected Map<String, Object> words() {
        return Map.of();
    }

    /** Members of a request that are not the body's own, such as a transaction. */
    protected List<String> notInTheBody() {
        return List.of();
    }

    /** Members of a request that can't be sent together with the others. */
    protected List<String> notTogether() {
        return List.of();
    }

    private static String apiName(PluginRequest<?, ?> request) {
        return request.name().isEmpty() ? "(no request member)" : request.name();
    }

    private PluginRequest<?, ?> row(Map<String, Object> request) {
        return requests.stream()
                .filter(row -> apiName(row).equals(text(request, "name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + request.get("name")));
    }

    private Stream<DynamicTest> eachRequest(java.util.function.Consumer<Map<String, Object>> check) {
        return list(table, "requests").stream()
                .map(request -> dynamicTest(text(request, "name"), () -> check.accept(request)));
    }

    private Stream<DynamicTest> eachEvent(java.util.function.Consumer<Map<String, Object>> check) {
        return list(table, "events").stream().map(event -> dynamicTest(text(event, "name"), () -> check.accept(event)));
    }

    @Test
    void everyRequestHasExactlyOneRow() {
        assertThat(requests.stream().map(TableContract::apiName))
                .containsExactlyInAnyOrderElementsOf(list(table, "requests").stream()
                        .map(request -> text(request, "name"))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> rowsSayWhatTheTableSays() {
        return eachRequest(request -> {
            PluginRequest<?, ?> row = row(request);
            PluginRequest.Kind kind =
                    text(request, "kind").equals("async") ? PluginRequest.Kind.ASYNC : PluginRequest.Kind.SYNC;
            assertThat(row.kind()).isEqualTo(kind);
            assertThat(row.since()).isEqualTo(request.get("since"));
            Map<String, Object> newer = new HashMap<>();
            for (Map<String, Object> field : list(request, "fields")) {
                Object since = field.get("since");
                if (since != null && !since.equals(request.get("since"))) {
                    newer.put(text(field, "name"), since);
                }
            }
            assertThat(row.newerFields()).isEqualTo(newer);
        });
    }

    @TestFactory
    Stream<DynamicTest> requestsWithEverythingSetEncodeExactlyTheFieldsOfTheTable() {
        return eachRequest(request -> {
            Class<?> body = row(request).body();
            Map<String, Object> filled = samples.request(request);
            filled.keySet().removeAll(notInTheBody());
            if (body == Void.class) {
                assertThat(filled).as("fields of a request without members").isEmpty();
                return;
            }
            assertThat(componentNames(body)).as("components of %s", body).hasSameSizeAs(filled.keySet());
            if (filled.keySet().containsAll(notTogether())) {
                for (String left : notTogether()) {
                    Map<String, Object> some = new HashMap<>(filled);
                    some.keySet().removeAll(notTogether());
                    some.put(left, Objects.requireNonNull(filled.get(left)));
                    assertThat(throughTheRecord(body, some)).isEqualTo(normal(some));
                }
                return;
            }
            assertThat(throughTheRecord(body, filled)).isEqualTo(normal(filled));
        });
    }

    private static List<String> componentNames(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static Map<String, Object> normal(Map<String, Object> value) {
        return ApiTable.map(Json.encode(value));
    }

    private static <T> Map<String, Object> throughTheRecord(Class<T> type, Map<String, Object> members) {
        return ApiTable.map(Json.encode(type, Json.encode(members).as(type)));
    }

    @TestFactory
    Stream<DynamicTest> asynchronousRequestsAreAnsweredByTheEventsOfTheTable() {
        return eachRequest(request -> {
            if (text(request, "kind").equals("async")) {
                for (Map<String, Object> reply : replies(request)) {
                    assertThat(row(request).reply()).isAssignableFrom(typeOf(text(reply, "tag")));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> synchronousRepliesBecomeTheirRecordWithNothingLeftOver() {
        return eachRequest(request -> {
            if (!text(request, "kind").equals("async")) {
                for (Map<String, Object> reply : replies(request)) {
                    for (boolean all : new boolean[] {true, false}) {
                        Map<String, Object> data = samples.data(plugin, text(reply, "tag"), list(reply, "fields"), all);
                        Object record = Decoding.reply(events, row(request).reply(), Json.encode(data));
                        assertSaysAll(record, text(reply, "tag"), data, null);
                        data.put(FUTURE, "kept");
                        assertKept(Decoding.reply(events, row(request).reply(), Json.encode(data)));
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eventsBecomeTheirRecordWithNothingLeftOver() {
        return eachEvent(event -> {
            for (boolean all : new boolean[] {true, false}) {
                String tag = text(event, "name");
                Map<String, Object> data = samples.data(plugin, tag, list(event, "fields"), all);
                RawJson jsep = all ? jsep(event) : null;
                Object record = Decoding.event(events, Json.encode(data), jsep);
                assertThat(record).isInstanceOf(typeOf(tag));
                assertSaysAll(record, tag, data, jsep);
                data.put(FUTURE, "kept");
                assertKept(Decoding.event(events, Json.encode(data), jsep));
            }
        });
    }

    @Test
    void whatNobodyKnowsIsUnknown() {
        Object unknown = Decoding.event(events, RawJson.of("{\"" + FUTURE + "\":1}"), null);
        assertThat(unknown.getClass().getSimpleName()).isEqualTo("Unknown");
    }

    private List<Map<String, Object>> replies(Map<String, Object> request) {
        List<Map<String, Object>> replies = new ArrayList<>(List.of(ApiTable.object(request, "reply")));
        if (request.containsKey("reply_alternatives")) {
            replies.addAll(list(request, "reply_alternatives"));
        }
        return replies;
    }

    private Class<?> typeOf(String tag) {
        Class<?> type = events.tags().get(tag);
        assertThat(type).as("the row of '%s'", tag).isNotNull();
        return Objects.requireNonNull(type);
    }

    private static @Nullable RawJson jsep(Map<String, Object> event) {
        String type = text(event, "jsep");
        return switch (type) {
            case "none" -> null;
            case "either" -> Json.encode(Map.of("type", "answer", "sdp", "v=0\r\n"));
            default -> Json.encode(Map.of("type", type, "sdp", "v=0\r\n"));
        };
    }

    /** The record says all that the data said, and nothing of it in extra, however deep. */
    private void assertSaysAll(Object record, String tag, Map<String, Object> data, @Nullable RawJson jsep) {
        assertNoExtra(record);
        Map<String, Object> expected = new HashMap<>(data);
        Object lifted = expected.remove("result");
        if (lifted instanceof Map<?, ?> members) {
            members.forEach((name, value) -> expected.put((String) name, value));
        } else if (lifted != null) {
            expected.put("result", lifted);
        }
        if (jsep != null) {
            expected.put("jsep", jsep);
        }
        expected.remove(text(plugin, "data_key"));
        expected.keySet().removeAll(notInTheBody());
        expected.keySet().removeAll(samples.valuedBy(tag));
        assertThat(oneForTrue(encoded(record))).isEqualTo(oneForTrue(normal(expected)));
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, Object> encoded(T record) {
        return ApiTable.map(Json.encode((Class<T>) record.getClass(), record));
    }

    /** Some plugins write 1 for true. */
    private static Object oneForTrue(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>();
            map.forEach((name, member) -> copy.put(name, oneForTrue(member)));
            return copy;
        }
        return Boolean.TRUE.equals(value) ? 1L : value;
    }

    private static void assertNoExtra(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(TableContract::assertNoExtra);
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object part = part(value, component);
                if (component.getName().equals("extra")) {
                    assertThat((Map<?, ?>) part).as("extra of %s", value).isEmpty();
                }
                assertNoExtra(part);
            }
        }
    }

    private static void assertKept(Object record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getName().equals("extra")) {
                assertThat(part(record, component)).as("extra of %s", record).isEqualTo(Map.of(FUTURE, "kept"));
                return;
            }
        }
        throw new AssertionError(record.getClass() + " keeps no members of the future");
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " can't be read", e);
        }
    }

    /** Checks the enum of error codes. */
    protected final void assertErrorCodes(Enum<?>[] codes, IntFunction<String> nameOf) {
        List<Map<String, Object>> errors = list(plugin, "errors");
        assertThat(codes).hasSameSizeAs(errors);
        for (Map<String, Object> error : errors) {
            assertThat(text(error, "name")).endsWith("_ERROR_" + nameOf.apply(number(error, "code")));
        }
        assertThat(nameOf.apply(-1)).isEqualTo("UNKNOWN");
    }
}
