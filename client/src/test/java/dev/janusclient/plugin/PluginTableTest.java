// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.number;
import static dev.janusclient.ApiTable.text;
import static dev.janusclient.plugin.RequestRow.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.WireSamples.Amount;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plugin's requests, replies, events and error codes against the table read from Janus's source, each sent or told as
 * the wire carries it. A plugin's own test extends this with the plugin's type, and declares where the plugin differs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PluginTableTest extends TableDeclarations {
    private static final String ANY_VERSION = "99.0.0";

    private final PluginType<?> type;
    private final Enum<?>[] errorCodes;
    private FakeJanus janus = new FakeJanus();

    protected PluginTableTest(PluginType<?> type, Enum<?>[] errorCodes) {
        this(type, ApiTable.plugin(type.name()), errorCodes);
    }

    /** For a part of a plugin, with a table of its own. */
    protected PluginTableTest(PluginType<?> type, Map<String, Object> table, Enum<?>[] errorCodes) {
        super(table);
        this.type = type;
        this.errorCodes = errorCodes.clone();
    }

    /** What answers a request, or is told unasked. */
    private record Said(
            String before,
            String tag,
            Map<String, Object> from,
            @Nullable Object jsep,
            @Nullable PluginRequest<?, ?> row) {
        @Override
        public String toString() {
            return before + tag;
        }
    }

    protected final Stream<?> requests() {
        return requestRows();
    }

    private Stream<RequestRow> requestRows() {
        Map<String, Integer> met = new HashMap<>();
        return list(table, "requests").stream().map(request -> {
            String name = text(request, "name");
            int shapes = shapes(name);
            int nth = met.merge(name, 1, Integer::sum) - 1;
            List<PluginRequest<?, ?>> rows = new ArrayList<>();
            type.requests().stream()
                    .filter(row -> RequestRow.apiName(row).equals(name))
                    .skip((long) nth * shapes)
                    .limit(shapes)
                    .forEach(rows::add);
            assertThat(rows).as("rows for " + name).hasSize(shapes);
            return new RequestRow(request, rows);
        });
    }

    protected final Stream<?> replies() {
        return requestRows().flatMap(request -> request.rows().stream().flatMap(row -> {
            List<Map<String, Object>> replies = request.replies();
            boolean described = row.kind() == PluginRequest.Kind.ASYNC;
            return replies.stream().map(reply -> {
                Object jsep =
                        described && reply == replies.get(0) ? request.request().get("reply_jsep") : null;
                return new Said(request + " → ", text(reply, "tag"), reply, jsep, row);
            });
        }));
    }

    protected final Stream<?> events() {
        return saidEvents();
    }

    private Stream<Said> saidEvents() {
        return list(table, "events").stream()
                .map(event -> new Said("", text(event, "name"), event, event.get("jsep"), null));
    }

    @BeforeEach
    void start() {
        janus = new FakeJanus();
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void everyRequestHasItsRowsAndNoRowIsInvented() {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> request : list(table, "requests")) {
            String name = text(request, "name");
            for (int i = 0; i < shapes(name); i++) {
                names.add(name);
            }
        }
        assertThat(type.requests().stream().map(RequestRow::apiName)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyErrorCodeIsNamedAsInTheTable() {
        List<Map<String, Object>> errors = list(table, "errors");
        assertThat(errorCodes).hasSameSizeAs(errors);
        for (Map<String, Object> error : errors) {
            assertThat(text(error, "name").replaceFirst("^JANUS_[A-Z]+_ERROR_", ""))
                    .isEqualTo(ErrorCode.nameOf(ErrorCode.of(type.errorCodes(), number(error, "code"))));
        }
        assertThat(ErrorCode.of(type.errorCodes(), 0)).isNull();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRowSaysWhatTheTableSays(RequestRow request) {
        PluginRequest.Kind kind =
                switch (text(request.request(), "kind")) {
                    case "async" -> PluginRequest.Kind.ASYNC;
                    case "sync", "datachannel" -> PluginRequest.Kind.SYNC;
                    default -> throw new AssertionError("a kind this test does not know: " + request.request());
                };
        for (PluginRequest<?, ?> row : request.rows()) {
            assertThat(row.kind()).isEqualTo(kind);
            assertThat(row.since()).isEqualTo(request.request().get("since"));
            Map<String, Object> sent = new LinkedHashMap<>();
            bodies(row).forEach(body -> sent.putAll(Records.encoded(body)));
            assertThat(row.newerFields()).isEqualTo(request.newerFields(sent));
        }
    }

    /** A row's body with everything set; one for each of the components that do not go together; none without members. */
    private List<Object> bodies(PluginRequest<?, ?> row) {
        if (row.body() == Void.class) {
            return List.of();
        }
        boolean hasThem = Stream.of(row.body().getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .containsAll(notTogether());
        if (notTogether().isEmpty() || !hasThem) {
            return List.of(Records.filled(row.body(), Set.of()));
        }
        List<Object> bodies = new ArrayList<>();
        for (String chosen : notTogether()) {
            Set<String> others = new LinkedHashSet<>(notTogether());
            others.remove(chosen);
            bodies.add(Records.filled(row.body(), others));
        }
        return bodies;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestWithEverythingSetSendsExactlyTheFieldsOfTheTable(RequestRow request) {
        String name = text(request.request(), "name");
        List<Map<String, Object>> fields = new ArrayList<>(request.bodyFields());
        fields.removeIf(field -> envelope().contains(text(field, "name")));
        Set<String> sent = new LinkedHashSet<>();
        Map<String, Set<String>> sentInside = new HashMap<>();
        for (PluginRequest<?, ?> row : request.rows()) {
            for (Map<String, Object> body : sentBodies(row)) {
                sent.addAll(body.keySet());
                assertTypes(name, body, fields);
                request.nestedFields().forEach((member, inside) -> {
                    Set<String> names = sentInside.computeIfAbsent(member, m -> new LinkedHashSet<>());
                    for (Map<String, Object> item : RequestRow.items(body.get(member))) {
                        assertTypes(name, item, inside);
                        names.addAll(item.keySet());
                    }
                    if (names(inside).equals(Set.of("(element)")) && body.get(member) instanceof List<?> elements) {
                        assertThat(elements).isNotEmpty().hasOnlyElementsOfType(String.class);
                        names.add("(element)");
                    }
                });
            }
        }
        sent.removeAll(alsoRead(name));
        Set<String> read = names(fields);
        read.removeAll(neverRead());
        assertThat(sent).isEqualTo(read);
        request.nestedFields().forEach((member, inside) -> {
            Set<String> named = names(inside);
            named.removeAll(neverRead());
            assertThat(sentInside.get(member)).as(member).isEqualTo(named);
        });
    }

    /** What a row sends, each read again as it was sent. */
    private List<Map<String, Object>> sentBodies(PluginRequest<?, ?> row) {
        List<Map<String, Object>> sent = new ArrayList<>();
        TableProbe probe = TableProbe.attach(janus, ANY_VERSION, type);
        if (row.body() == Void.class) {
            probe.ask(row, null);
            sent.add(sentBody(row));
        }
        for (Object body : bodies(row)) {
            probe.ask(row, body);
            Map<String, Object> members = sentBody(row);
            assertThat(members).isEqualTo(Records.encoded(body)).isEqualTo(Records.readAgain(row.body(), body));
            sent.add(members);
        }
        return sent;
    }

    private Map<String, Object> sentBody(PluginRequest<?, ?> row) {
        Map<String, Object> body = ApiTable.map(janus.lastFrame().body());
        assertThat(body.remove("request")).isEqualTo(row.name().isEmpty() ? null : row.name());
        return body;
    }

    private void assertTypes(String request, Map<String, Object> sent, List<Map<String, Object>> fields) {
        sent.forEach((name, value) -> {
            if (alsoRead(request).contains(name)) {
                return;
            }
            assertThat(fields.stream()
                            .filter(field -> name.equals(field.get("name")))
                            .map(field -> typeOf(request, name, text(field, "type"))))
                    .as(request + "." + name + " = " + value)
                    .anyMatch(wanted -> jsonType(wanted).isInstance(value));
        });
    }

    private static Class<?> jsonType(String type) {
        if (type.startsWith("string")) {
            return String.class;
        }
        return switch (type) {
            case "boolean" -> Boolean.class;
            case "integer", "integer>=0", "id" -> Number.class;
            case "object" -> Map.class;
            case "array" -> List.class;
            default -> throw new AssertionError("a type this test does not know: " + type);
        };
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsNewerThanTheServerIsNotSent(RequestRow request) {
        for (PluginRequest<?, ?> row : request.rows()) {
            TableProbe probe = TableProbe.attach(janus, "1.1.2", type);
            janus.forget();
            CompletableFuture<?> reply = probe.ask(row, anyBody(row));
            if (row.since() == null && row.newerFields().isEmpty()) {
                assertThat(janus.sent()).hasSize(1);
            } else {
                Outcome.failure(reply, JanusVersionException.class);
                assertThat(janus.sent()).isEmpty();
            }
        }
    }

    private @Nullable Object anyBody(PluginRequest<?, ?> row) {
        List<Object> bodies = bodies(row);
        return bodies.isEmpty() ? null : bodies.get(0);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyWithAllItsFieldsBecomesItsRecordWithNothingLeftOver(Said reply) {
        assertSaysAll(answered(reply, Amount.ALL), reply, Amount.ALL);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyWithoutItsOptionalFieldsBecomesTheSameRecord(Said reply) {
        Object record = answered(reply, Amount.MANDATORY);
        assertSaysAll(record, reply, Amount.MANDATORY);
        assertThat(record).hasSameClassAs(answered(reply, Amount.ALL));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplysMembersOfTheFutureAreKept(Said reply) {
        assertKeepsTheFuture(answered(reply, Amount.FUTURE), reply);
    }

    private Object answered(Said reply, Amount amount) {
        PluginRequest<?, ?> row = Objects.requireNonNull(reply.row());
        Object record = Outcome.of(answer(row, plugindata(reply, amount)));
        assertThat(record).isInstanceOf(row.reply());
        if (row.kind() == PluginRequest.Kind.ASYNC) {
            assertThat(record).isInstanceOf(recordOf(reply.tag()));
        }
        return record;
    }

    private CompletableFuture<?> answer(PluginRequest<?, ?> row, String plugindata) {
        TableProbe probe = TableProbe.attach(janus, ANY_VERSION, type);
        boolean sync = row.kind() == PluginRequest.Kind.SYNC;
        String said = "{'janus':'" + (sync ? "success" : "event") + "','session_id':$S,'sender':$H,'transaction':'$T',"
                + plugindata + "}";
        janus.answer(
                "message:" + (row.name().isEmpty() ? null : row.name()),
                sync ? new String[] {said} : new String[] {FakeJanus.ACK, said});
        return probe.ask(row, anyBody(row));
    }

    private Class<?> recordOf(String tag) {
        Class<?> record = type.events().tags().get(rowOf(tag));
        assertThat(record).as("the row of '%s'", tag).isNotNull();
        return Objects.requireNonNull(record);
    }

    @Test
    void everyEventHasARowAndARecordOfItsOwn() {
        Set<String> tags = new LinkedHashSet<>(otherRows());
        Set<Class<?>> records = new LinkedHashSet<>();
        saidEvents().forEach(event -> {
            tags.add(rowOf(event.tag()));
            records.add(recordOf(event.tag()));
        });
        assertThat(type.events().tags().keySet()).containsExactlyInAnyOrderElementsOf(tags);
        assertThat(records).hasSize((int) events().count());
    }

    /** They stand in handover tickets. That two rows never have one name, the table itself sees to. */
    @Test
    void eventsAreNamedByWhatIsOnTheWireAndNotByClasses() {
        type.events().tags().forEach((tag, record) -> {
            assertThat(tag).isNotBlank().doesNotContain(record.getSimpleName());
            assertThat(Arrays.stream(MessageKind.values()).map(MessageKind::wire))
                    .doesNotContain(tag);
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAllItsFieldsBecomesItsRecordWithNothingLeftOver(Said event) {
        assertSaysAll(received(event, Amount.ALL), event, Amount.ALL);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithoutItsOptionalFieldsBecomesTheSameRecord(Said event) {
        assertSaysAll(received(event, Amount.MANDATORY), event, Amount.MANDATORY);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventsMembersOfTheFutureAreKept(Said event) {
        assertKeepsTheFuture(received(event, Amount.FUTURE), event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventThatLacksWhatItsRecordPromisesIsUnknown(Said event) {
        Class<?> record = recordOf(event.tag());
        Absence.ofEach(record, samples().data(event.from(), withoutRemarks(event.tag()), Amount.ALL))
                .forEach((absent, data) -> {
                    Object received = heard(plugindata(data, jsep(event, Amount.ALL)));
                    if (WireSamples.asksFor(rowOf(event.tag()), absent)) {
                        assertThat(received).as(absent).isNotInstanceOf(record);
                    } else {
                        assertThat(received.getClass().getSimpleName())
                                .as(absent)
                                .isEqualTo("Unknown");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("events")
    void anElementThatLacksWhatItsRecordPromisesIsLeftOutOfItsList(Said event) {
        Class<?> record = recordOf(event.tag());
        Absence.ofEachInLists(record, samples().data(event.from(), withoutRemarks(event.tag()), Amount.ALL))
                .forEach((absent, data) -> {
                    Object received = heard(plugindata(data, jsep(event, Amount.ALL)));
                    assertThat(received).as(absent).isInstanceOf(record);
                    assertThat(Absence.list(Records.encoded(received), absent))
                            .as(absent)
                            .isIn(null, List.of());
                });
    }

    @ParameterizedTest
    @MethodSource("replies")
    void anElementThatLacksWhatItsRecordPromisesIsLeftOutOfAReplysList(Said reply) {
        PluginRequest<?, ?> row = Objects.requireNonNull(reply.row());
        Class<?> record = row.kind() == PluginRequest.Kind.SYNC ? row.reply() : recordOf(reply.tag());
        Absence.ofEachInLists(record, samples().data(reply.from(), withoutRemarks(reply.tag()), Amount.ALL))
                .forEach((absent, data) -> {
                    Object answered = Outcome.of(answer(row, plugindata(data, jsep(reply, Amount.ALL))));
                    assertThat(Absence.list(Records.encoded(answered), absent))
                            .as(absent)
                            .isIn(null, List.of());
                });
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyThatLacksWhatItsRecordPromisesFailsAndNamesIt(Said reply) {
        PluginRequest<?, ?> row = Objects.requireNonNull(reply.row());
        boolean sync = row.kind() == PluginRequest.Kind.SYNC;
        Class<?> record = sync ? row.reply() : recordOf(reply.tag());
        Absence.ofEach(record, samples().data(reply.from(), withoutRemarks(reply.tag()), Amount.ALL))
                .forEach((absent, data) -> {
                    if (sync || !WireSamples.asksFor(rowOf(reply.tag()), absent)) {
                        CompletableFuture<?> answer = answer(row, plugindata(data, jsep(reply, Amount.ALL)));
                        assertThat(Outcome.failure(answer, JanusProtocolException.class))
                                .as(absent)
                                .hasMessageContaining("'" + absent + "' is mandatory");
                    }
                });
    }

    private Object received(Said event, Amount amount) {
        Object record = heard(plugindata(event, amount));
        assertThat(record).isExactlyInstanceOf(recordOf(event.tag()));
        return record;
    }

    private Object heard(String plugindata) {
        TableProbe probe = TableProbe.attach(janus, ANY_VERSION, type);
        List<Object> heard = new ArrayList<>();
        probe.on(Object.class, heard::add);
        janus.push("{'janus':'event','session_id':" + probe.session().id() + ",'sender':" + probe.handleId() + ","
                + plugindata + "}");
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    /** What a handle makes of a plugin's data; with {@code '} for {@code "}. */
    protected final Object received(String data) {
        return heard("'plugindata':{'plugin':'" + type.name() + "','data':" + data + "}");
    }

    @Test
    void anEventNobodyKnowsIsUnknown() {
        assertThat(received("{'zz_future':1}").getClass().getSimpleName()).isEqualTo("Unknown");
    }

    private void assertSaysAll(Object record, Said said, Amount amount) {
        assertThat(Records.extras(record)).isEmpty();
        assertEncodes(record, expected(said, amount));
    }

    /** A flag that Janus leaves out if it is false is there in the record. */
    private static void assertEncodes(Object record, Map<String, Object> expected) {
        assertThat(Absence.withoutFlagsBeside(Records.encoded(record), expected))
                .isEqualTo(expected);
    }

    private void assertKeepsTheFuture(Object record, Said said) {
        assertThat(Records.extra(record)).isEqualTo(WireSamples.FUTURE);
        assertThat(Records.extras(record)).containsOnly("zz_future");
        assertEncodes(record, expected(said, Amount.FUTURE));
    }

    private WireSamples samples() {
        return new WireSamples(table, envelope(), besideTheResult());
    }

    private Map<String, Object> expected(Said said, Amount amount) {
        Map<String, Object> expected = samples().expected(said.from(), withoutRemarks(said.tag()), amount);
        RawJson jsep = jsep(said, amount);
        if (jsep != null) {
            expected.put("jsep", ApiTable.map(jsep));
        }
        return expected;
    }

    private String plugindata(Said said, Amount amount) {
        return plugindata(samples().data(said.from(), withoutRemarks(said.tag()), amount), jsep(said, amount));
    }

    private String plugindata(Map<String, Object> data, @Nullable RawJson jsep) {
        return "'plugindata':{'plugin':'" + type.name() + "','data':" + Json.encode(data) + "}"
                + (jsep == null ? "" : ",'jsep':" + jsep);
    }

    private static @Nullable RawJson jsep(Said said, Amount amount) {
        Object described = said.jsep();
        if (amount == Amount.MANDATORY || described == null || described.equals("none")) {
            return null;
        }
        return Json.encode(Map.of("type", described.equals("either") ? "offer" : described, "sdp", "v=0\r\n"));
    }
}
