package dev.janusclient.plugin.sip;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.number;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.PluginRequest;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SIP plugin's requests and error codes against the table read from Janus's source. */
class SipTableTest {
    static final Map<String, Object> TABLE = ApiTable.plugin("janus.plugin.sip");

    static Stream<Map<String, Object>> requests() {
        return list(TABLE, "requests").stream();
    }

    private static PluginRequest<?, ?> row(String name) {
        return SipProtocol.REQUESTS.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + name));
    }

    @Test
    void everyRequestHasExactlyOneRow() {
        assertThat(SipProtocol.REQUESTS.stream().map(PluginRequest::name))
                .containsExactlyInAnyOrderElementsOf(
                        requests().map(request -> text(request, "name")).toList())
                .hasSize(23);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRowSaysWhatTheTableSays(Map<String, Object> request) {
        PluginRequest<?, ?> row = row(text(request, "name"));
        assertThat(row.kind().name().toLowerCase(Locale.ROOT)).isEqualTo(text(request, "kind"));
        assertThat(row.since()).isEqualTo(request.get("since"));
        Map<String, Object> newer = new HashMap<>();
        for (Map<String, Object> field : list(request, "fields")) {
            Object since = field.get("since");
            if (since != null && !since.equals(request.get("since"))) {
                newer.put(text(field, "name"), since);
            }
        }
        assertThat(row.newerFields()).isEqualTo(newer);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestWithEverythingSetEncodesExactlyTheFieldsOfTheTable(Map<String, Object> request) {
        Class<?> body = row(text(request, "name")).body();
        List<Map<String, Object>> fields = list(request, "fields");
        if (body == Void.class) {
            assertThat(fields).isEmpty();
            return;
        }
        Map<String, Object> sent = ApiTable.map(encoded(filled(body)));
        assertFields(sent, fields);
        if (request.containsKey("item_fields")) {
            for (Map.Entry<String, Object> items :
                    ApiTable.object(request, "item_fields").entrySet()) {
                for (Map<String, Object> item : list(sent, items.getKey())) {
                    assertFields(item, list(ApiTable.object(request, "item_fields"), items.getKey()));
                }
            }
        }
    }

    private static void assertFields(Map<String, Object> sent, List<Map<String, Object>> fields) {
        assertThat(sent.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        fields.stream().map(field -> text(field, "name")).toList());
        for (Map<String, Object> field : fields) {
            String type = text(field, "type");
            Class<?> wanted = type.startsWith("string")
                    ? String.class
                    : switch (type) {
                        case "boolean" -> Boolean.class;
                        case "integer", "integer>=0" -> Number.class;
                        case "object" -> Map.class;
                        case "array" -> List.class;
                        default -> throw new AssertionError("a type this test does not know: " + type);
                    };
            assertThat(sent.get(text(field, "name"))).as(text(field, "name")).isInstanceOf(wanted);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> RawJson encoded(T record) {
        return Json.encode((Class<T>) record.getClass(), record);
    }

    /** A record with every component set to something that is valid. */
    private static Object filled(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Stream.of(components).map(SipTableTest::value).toArray(Object[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " can't be filled", e);
        }
    }

    private static Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return "text";
        } else if (type == Boolean.class) {
            return true;
        } else if (type == Integer.class) {
            return component.getName().equals("pt") ? 96 : 486;
        } else if (type == Long.class) {
            return 77L;
        } else if (type == Secret.class) {
            return Secret.of("hunter2");
        } else if (type == Map.class) {
            return Map.of("X-A", "b");
        } else if (type.isEnum()) {
            return Objects.requireNonNull(type.getEnumConstants())[0];
        } else if (component.getGenericType().getTypeName().contains("RtpForwardStream")) {
            return List.of(filled(SipRequest.RtpForwardStream.class));
        }
        return List.of("X-");
    }

    @Test
    void enumsAreTheWordsOfTheWire() {
        assertThat(encoded(SipRequest.Register.builder()
                        .username("sip:a@b")
                        .type(SipRequest.Register.Type.HELPER)
                        .build()))
                .hasToString("{\"type\":\"helper\",\"username\":\"sip:a@b\"}");
        assertThat(encoded(SipRequest.Hold.builder()
                        .direction(SipRequest.Hold.Direction.RECVONLY)
                        .build()))
                .hasToString("{\"direction\":\"recvonly\"}");
        assertThat(encoded(SipRequest.Recording.builder()
                        .action(SipRequest.Recording.Action.START)
                        .peerAudio(true)
                        .build()))
                .hasToString("{\"action\":\"start\",\"peer_audio\":true}");
    }

    @Test
    void everyErrorCodeIsNamedAsInTheTable() {
        List<Map<String, Object>> errors = list(TABLE, "errors");
        assertThat(SipErrorCode.values()).hasSameSizeAs(errors);
        for (Map<String, Object> error : errors) {
            assertThat("JANUS_SIP_ERROR_" + SipErrorCode.nameOf(number(error, "code")))
                    .isEqualTo(text(error, "name"));
        }
        assertThat(SipErrorCode.nameOf(0)).isEqualTo("UNKNOWN");
    }
}
