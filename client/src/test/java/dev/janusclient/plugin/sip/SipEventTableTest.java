package dev.janusclient.plugin.sip;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.message.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event of the SIP plugin, built from the table and sent as the wire carries it. */
class SipEventTableTest {
    private final FakeJanus janus = new FakeJanus();
    private final List<SipEvent> heard = new ArrayList<>();
    private JanusSipPlugin sip;

    static Stream<Map<String, Object>> events() {
        return list(SipTableTest.TABLE, "events").stream();
    }

    @BeforeEach
    void attach() {
        sip = Outcome.of(Outcome.of(janus.client().createSession()).attach(JanusSipPlugin.TYPE));
        sip.on(SipEvent.class, heard::add);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void everyEventHasARow() {
        assertThat(SipProtocol.EVENTS.tags().keySet())
                .containsAll(events().map(event -> text(event, "name")).toList())
                .hasSize(44);
        assertThat(events()).hasSize(43);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAllItsFieldsBecomesItsRecordWithNothingLeftOver(Map<String, Object> event) {
        Map<String, Object> fields = fields(event, true);
        Map<String, Object> record = told(event, fields, Map.of());
        assertThat(record).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithoutItsOptionalFieldsBecomesTheSameRecord(Map<String, Object> event) {
        Map<String, Object> fields = fields(event, false);
        assertThat(told(event, fields, Map.of())).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("events")
    void membersOfTheFutureAreKeptAsExtra(Map<String, Object> event) throws ReflectiveOperationException {
        told(event, fields(event, true), Map.of("zz_future", List.of(Map.of("a", "b"))));
        SipEvent record = heard.get(0);
        assertThat(record.getClass().getMethod("extra").invoke(record))
                .isEqualTo(Map.of("zz_future", List.of(Map.of("a", "b"))));
    }

    /** Sends an event and gives back what its record encodes to; {@code extra} apart. */
    private Map<String, Object> told(
            Map<String, Object> event, Map<String, Object> fields, Map<String, Object> future) {
        String tag = text(event, "name");
        Map<String, Object> inner = new LinkedHashMap<>(fields);
        Object jsep = inner.remove("jsep");
        Object callId = inner.remove("call_id");
        inner.putAll(future);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sip", "event");
        if (callId != null) {
            data.put("call_id", callId);
        }
        if (tag.startsWith("result.event=")) {
            inner.put("event", tag.substring("result.event=".length()));
            boolean repeated = list(event, "fields").stream().anyMatch(field -> "call_id".equals(field.get("name")));
            if (repeated && callId != null) {
                inner.put("call_id", callId); // Janus repeats it inside
            }
            data.put("result", inner);
        } else {
            data.putAll(inner);
        }
        janus.push("{'janus':'event','session_id':" + sip.session().id() + ",'sender':" + sip.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.sip','data':" + Json.encode(data) + "}"
                + (jsep == null ? "" : ",'jsep':" + Json.encode(jsep)) + "}");
        SipEvent record = heard.get(0);
        assertThat(record)
                .hasSameClassAs(heard.get(0))
                .isInstanceOf(Objects.requireNonNull(SipProtocol.EVENTS.tags().get(tag)));
        return encoded(record);
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, Object> encoded(T record) {
        return ApiTable.map(Json.encode((Class<T>) record.getClass(), record));
    }

    private static Map<String, Object> fields(Map<String, Object> event, boolean all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map<String, Object> field : list(event, "fields")) {
            String name = text(field, "name");
            boolean optional = Boolean.TRUE.equals(field.get("optional"));
            if (!name.equals("event") && !name.equals("sip") && (all || !optional)) {
                fields.put(name, sample(text(field, "type"), name));
            }
        }
        if (all) {
            fields.put("call_id", "call@id");
            String jsep = text(event, "jsep");
            if (!jsep.equals("none")) {
                fields.put("jsep", Map.of("type", jsep, "sdp", "v=0\r\n"));
            }
        }
        return fields;
    }

    private static Object sample(String type, String name) {
        return switch (type) {
            case "string" -> "the " + name;
            case "integer" -> 4_200_000L + name.length();
            case "boolean" -> true;
            case "object{string:string}" -> Map.of("X-Key", "value");
            case "array<forwarder>" -> {
                Map<String, Object> forwarder = new LinkedHashMap<>();
                for (Map<String, Object> field : list(ApiTable.object(SipTableTest.TABLE, "types"), "forwarder")) {
                    forwarder.put(text(field, "name"), sample(text(field, "type"), text(field, "name")));
                }
                yield List.of(forwarder);
            }
            default -> throw new AssertionError("a type this test does not know: " + type);
        };
    }

    @Test
    void aRefusalOfSomebodyElsesRequestIsAnEvent() {
        janus.event(sip, "{'sip':'event','error_code':447,'error':'Wrong state'}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Refused.class, refused -> {
            assertThat(refused.errorCode()).isEqualTo(447);
            assertThat(refused.error()).isEqualTo("Wrong state");
        });
    }

    @Test
    void anEventWithoutResultSaysThatRingingWasSent() {
        janus.event(sip, "{'sip':'event','call_id':'c'}");
        assertThat(heard).singleElement().isInstanceOf(SipEvent.RingingSent.class);
        assertThat(heard.get(0).callId()).isEqualTo("c");
    }

    @Test
    void anEventNobodyKnowsIsUnknownWithAllItSays() {
        janus.event(sip, "{'sip':'event','result':{'event':'levitating','height':3},'call_id':'c'}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Unknown.class, unknown -> {
            assertThat(unknown.data().toString()).contains("\"levitating\"").contains("\"height\":3");
            assertThat(unknown.callId()).isEqualTo("c");
        });
    }

    @Test
    void anEventOfTheWrongShapeIsUnknownAndNotAnError() {
        janus.event(sip, "{'sip':'event','result':{'event':'hangup','code':'not a number'}}");
        janus.event(sip, "{'sip':'event','result':'ok'}");
        janus.event(sip, "{}");
        assertThat(heard).hasSize(3).hasOnlyElementsOfType(SipEvent.Unknown.class);
    }

    @Test
    void booleansAndNumbersAreReadAsPluginsWriteThem() {
        janus.event(
                sip,
                "{'sip':'event','result':{'event':'registered','username':'a','register_sent':1,'master_id':12.0}}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Registered.class, registered -> {
            assertThat(registered.registerSent()).isTrue();
            assertThat(registered.masterId()).isEqualTo(12);
        });
    }
}
