// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.object;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.janusclient.ApiTable;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the admin API's requests, replies and events against the table read from Janus's source. */
class AdminTableTest {
    /** What the request's envelope carries, and no record. */
    private static final Set<String> ENVELOPE = Set.of("transaction", "admin_secret", "session_id", "handle_id");

    private static final List<Map<String, Object>> TABLE = list(ApiTable.all(), "admin");

    private static Set<String> names(List<Map<String, Object>> fields) {
        return Set.copyOf(fields.stream().map(field -> text(field, "name")).toList());
    }

    private static AdminCall.Scope scope(Map<String, Object> request) {
        Set<String> names = names(list(request, "fields"));
        return names.contains("handle_id")
                ? AdminCall.Scope.HANDLE
                : names.contains("session_id") ? AdminCall.Scope.SESSION : AdminCall.Scope.SERVER;
    }

    /** The table lets detach_handle and the like name their handle; list_handles its session only. */
    private static AdminCall<?, ?> row(Map<String, Object> request) {
        List<AdminCall<?, ?>> rows = AdminProtocol.CALLS.stream()
                .filter(call -> call.name().equals(text(request, "name")) && call.scope() == scope(request))
                .toList();
        assertThat(rows).as("rows of %s", request.get("name")).hasSize(1);
        return rows.get(0);
    }

    private static Stream<DynamicTest> each(Consumer<Map<String, Object>> check) {
        return TABLE.stream()
                .map(request -> dynamicTest(
                        text(request, "name") + " " + request.getOrDefault("variant", ""),
                        () -> check.accept(request)));
    }

    @Test
    void everyRequestHasExactlyOneRow() {
        assertThat(AdminProtocol.CALLS.stream().map(AdminCall::name))
                .containsExactlyInAnyOrderElementsOf(
                        TABLE.stream().map(request -> text(request, "name")).toList());
        TABLE.forEach(AdminTableTest::row);
    }

    @TestFactory
    Stream<DynamicTest> requestsWithEverythingSetEncodeExactlyTheFieldsOfTheTable() {
        return each(request -> {
            Map<String, Object> filled = AdminSamples.members(list(request, "fields"), ENVELOPE);
            Class<?> body = row(request).body();
            if (body == Void.class) {
                assertThat(filled).as("fields of a request without members").isEmpty();
                return;
            }
            assertThat(body.getRecordComponents()).hasSameSizeAs(filled.keySet());
            assertThat(throughTheRecord(body, filled)).isEqualTo(normal(filled));
        });
    }

    @TestFactory
    Stream<DynamicTest> questionsToModulesEncodeExactlyTheFieldsOfTheTable() {
        return Stream.of(
                question("query_transport", "configure", AdminRequest.TransportSettings.class),
                question("query_eventhandler", "tweak", AdminRequest.EventHandlerSettings.class));
    }

    private static DynamicTest question(String request, String word, Class<?> type) {
        return dynamicTest(word, () -> {
            Map<String, Object> row = TABLE.stream()
                    .filter(candidate -> text(candidate, "name").equals(request))
                    .findFirst()
                    .orElseThrow();
            Map<String, Object> filled =
                    AdminSamples.members(list(object(row, "item_fields"), "request (" + word + ")"), Set.of("request"));
            assertThat(throughTheRecord(type, filled)).isEqualTo(normal(filled));
            assertThat(type.getRecordComponents()).hasSameSizeAs(filled.keySet());
        });
    }

    @TestFactory
    Stream<DynamicTest> repliesBecomeTheirRecordWithNothingLeftOver() {
        return each(request -> {
            AdminCall<?, ?> row = row(request);
            if (row.equals(AdminProtocol.INFO)) {
                // The same as the core's, which has tests of its own.
                return;
            }
            Map<String, Object> reply =
                    AdminSamples.members(list(object(request, "reply"), "fields"), Set.of("transaction"));
            Map<String, Object> wire = new LinkedHashMap<>(Map.of("janus", "success", "transaction", "t"));
            wire.putAll(reply);
            Object record = row.decode(Json.encode(wire));
            assertNoExtra(record);
            Map<String, Object> expected = new HashMap<>(reply);
            if (row.lifted() != null) {
                expected.putAll(object(expected, row.lifted()));
                expected.remove(row.lifted());
            }
            assertThat(encoded(record)).isEqualTo(normal(expected));

            wire.put("zz_future", "kept");
            assertThat(extra(row.decode(Json.encode(wire)))).isEqualTo(Map.of("zz_future", "kept"));
        });
    }

    @Test
    void everyKindOfEventHasItsRows() {
        Map<String, Object> events = object(ApiTable.all(), "event_handlers");
        Set<String> types = Set.copyOf(list(events, "types").stream()
                .map(type -> String.valueOf(ApiTable.number(type, "type")))
                .toList());
        assertThat(EventHandlerEventTable.ROWS.keySet().stream().map(key -> key.split(" ", -1)[0]))
                .containsAll(types)
                .allMatch(types::contains);
        assertThat(EventHandlerEventTable.ROWS).hasSize(20).doesNotContainValue(EventHandlerEvent.Unknown.class);
        assertThat(EventHandlerEvent.class.getPermittedSubclasses()).hasSize(21);
    }

    private static Map<String, Object> normal(Map<String, Object> value) {
        return ApiTable.map(Json.encode(value));
    }

    private static <T> Map<String, Object> throughTheRecord(Class<T> type, Map<String, Object> members) {
        return ApiTable.map(Json.encode(type, Json.encode(members).as(type)));
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, Object> encoded(T record) {
        return ApiTable.map(Json.encode((Class<T>) record.getClass(), record));
    }

    private static void assertNoExtra(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(AdminTableTest::assertNoExtra);
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object part = part(value, component);
                if (component.getName().equals("extra")) {
                    assertThat((Map<?, ?>) part).as("extra of %s", value).isEmpty();
                }
                assertNoExtra(part);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(AdminTableTest::assertNoExtra);
        }
    }

    private static @Nullable Object extra(Object record) {
        return Stream.of(record.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("extra"))
                .map(component -> part(record, component))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " can't be read", e);
        }
    }

    @Test
    void secretsAreNotPrinted() {
        RawJson info = RawJson.of("{\"session_id\":1,\"handle_id\":2,\"token\":\"hunter2\",\"loop-running\":true}");
        assertThat(info.as(HandleInfo.class).toString()).doesNotContain("hunter2");
        assertThat(new AdminRequest.Token(dev.janusclient.message.Secret.of("hunter2")).toString())
                .doesNotContain("hunter2");
    }
}
