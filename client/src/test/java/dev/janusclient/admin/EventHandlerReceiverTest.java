// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.Outcome;
import dev.janusclient.Subscription;
import dev.janusclient.error.JanusProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EventHandlerReceiverTest {
    private final EventHandlerReceiver receiver = new EventHandlerReceiver();

    private static byte[] body(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String envelope(String head, String event) {
        return "{'emitter':'me'," + head + ",'timestamp':1700000000123456,'session_id':1,'handle_id':2,'event':" + event
                + "}";
    }

    private EventHandlerEvent one(String head, String event) {
        List<EventHandlerEvent> events = receiver.receive(body(envelope(head, event)));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void theEnvelopeIsDeliveredWithEveryEvent() {
        EventHandlerEvent.Origin origin =
                one("'type':1,'opaque_id':'o','new':5", "{'name':'destroyed'}").origin();
        assertThat(origin.emitter()).isEqualTo("me");
        assertThat(origin.at()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_000));
        assertThat(origin.sessionId()).isEqualTo(1);
        assertThat(origin.handleId()).isEqualTo(2);
        assertThat(origin.opaqueId()).isEqualTo("o");
        assertThat(origin.extra()).containsOnlyKeys("new");
    }

    @TestFactory
    Stream<DynamicTest> eventsBecomeTheirRecord() {
        return Stream.of(
                event(
                        "'type':1",
                        "{'name':'created','transport':{'transport':'t','id':'7'}}",
                        EventHandlerEvent.SessionCreated.class),
                event("'type':1", "{'name':'destroyed'}", EventHandlerEvent.SessionDestroyed.class),
                event("'type':1", "{'name':'timeout'}", EventHandlerEvent.SessionTimedOut.class),
                event(
                        "'type':2",
                        "{'name':'attached','plugin':'p','opaque_id':'o','token':'x'}",
                        EventHandlerEvent.HandleAttached.class),
                event("'type':2", "{'name':'detached','plugin':'p'}", EventHandlerEvent.HandleDetached.class),
                event("'type':4", "{'schema':'s','data':{'a':1}}", EventHandlerEvent.External.class),
                event(
                        "'type':8",
                        "{'owner':'local','jsep':{'type':'offer','sdp':'v=0'}}",
                        EventHandlerEvent.Description.class),
                event(
                        "'type':16,'subtype':1",
                        "{'ice':'ready','stream_id':1,'component_id':1}",
                        EventHandlerEvent.IceState.class),
                event("'type':16,'subtype':2", "{'local-candidate':'c'}", EventHandlerEvent.LocalCandidate.class),
                event("'type':16,'subtype':3", "{'remote-candidate':'c'}", EventHandlerEvent.RemoteCandidate.class),
                event(
                        "'type':16,'subtype':4",
                        "{'selected-pair':'c','candidates':{}}",
                        EventHandlerEvent.SelectedPair.class),
                event(
                        "'type':16,'subtype':5",
                        "{'dtls':'trying','retransmissions':0}",
                        EventHandlerEvent.DtlsState.class),
                event(
                        "'type':16,'subtype':6",
                        "{'connection':'hangup','reason':'r'}",
                        EventHandlerEvent.ConnectionState.class),
                event(
                        "'type':32,'subtype':1",
                        "{'mid':'0','mindex':0,'media':'audio','receiving':true}",
                        EventHandlerEvent.MediaState.class),
                event(
                        "'type':32,'subtype':2",
                        "{'mid':'0','media':'audio','slow_link':'uplink','lost_lastsec':9}",
                        EventHandlerEvent.SlowLink.class),
                event(
                        "'type':32,'subtype':3",
                        "{'mid':'0','mindex':0,'media':'audio','base':48000,'lost':-1}",
                        EventHandlerEvent.MediaStats.class),
                event("'type':64", "{'plugin':'p','data':{}}", EventHandlerEvent.Plugin.class),
                event("'type':128", "{'transport':'t','id':'7','data':{}}", EventHandlerEvent.Transport.class),
                event("'type':256,'subtype':1", "{'status':'started','info':{}}", EventHandlerEvent.ServerStatus.class),
                event(
                        "'type':256,'subtype':2",
                        "{'status':'shutdown','signum':15}",
                        EventHandlerEvent.ServerShutdown.class));
    }

    private DynamicTest event(String head, String event, Class<? extends EventHandlerEvent> type) {
        return DynamicTest.dynamicTest(type.getSimpleName(), () -> {
            assertThat(one(head, event)).isInstanceOf(type).hasFieldOrPropertyWithValue("extra", java.util.Map.of());
            String more = event.substring(0, event.length() - 1) + ",'zz_future':'kept'}";
            assertThat(one(head, more))
                    .isInstanceOf(type)
                    .hasFieldOrPropertyWithValue("extra", java.util.Map.of("zz_future", "kept"));
        });
    }

    @Test
    void whatNobodyKnowsIsKept() {
        assertThat(one("'type':512", "{'a':1}")).isInstanceOf(EventHandlerEvent.Unknown.class);
        assertThat(one("'type':16,'subtype':99", "{'a':1}")).isInstanceOf(EventHandlerEvent.Unknown.class);
        assertThat(one("'type':1", "{'name':'renamed'}")).isInstanceOf(EventHandlerEvent.Unknown.class);
        // A known one with something else where its members should be.
        EventHandlerEvent odd = one("'type':8", "{'owner':'local','jsep':'none'}");
        assertThat(odd).isInstanceOf(EventHandlerEvent.Unknown.class);
        assertThat(((EventHandlerEvent.Unknown) odd).event().string("owner")).isEqualTo("local");
    }

    @Test
    void aGroupIsDeliveredInItsOrder() {
        List<EventHandlerEvent> received = new ArrayList<>();
        receiver.on(EventHandlerEvent.class, received::add);
        List<EventHandlerEvent> events = receiver.receive(body("[" + envelope("'type':1", "{'name':'created'}") + ",\n"
                + envelope("'type':2", "{'name':'attached','plugin':'p'}") + "]"));
        assertThat(received).isEqualTo(events).hasSize(2);
        assertThat(receiver.receive(body("[]"))).isEmpty();
    }

    @Test
    void aListenerReceivesItsKindUntilItIsClosed() {
        List<EventHandlerEvent> received = new ArrayList<>();
        Subscription listening = receiver.on(EventHandlerEvent.External.class, received::add);
        one("'type':1", "{'name':'created'}");
        one("'type':4", "{'schema':'s','data':{}}");
        listening.close();
        one("'type':4", "{'schema':'s','data':{}}");
        assertThat(received).hasSize(1);
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        List<EventHandlerEvent> received = new ArrayList<>();
        receiver.on(EventHandlerEvent.class, event -> {
            throw new IllegalStateException("on purpose");
        });
        receiver.on(EventHandlerEvent.class, received::add);
        assertThat(Outcome.logOf(() -> one("'type':1", "{'name':'created'}"))).contains("on purpose");
        assertThat(received).hasSize(1);
    }

    @Test
    void whatIsNoEventIsRefusedWhole() {
        List<EventHandlerEvent> received = new ArrayList<>();
        receiver.on(EventHandlerEvent.class, received::add);
        for (String bad : List.of(
                "",
                "nonsense",
                "{",
                "{}",
                "7",
                "{'type':1}",
                "[7]",
                "[" + envelope("'type':1", "{'name':'created'}") + ",{}]",
                envelope("'type':'many'", "{}"))) {
            assertThatThrownBy(() -> receiver.receive(body(bad))).as(bad).isInstanceOf(JanusProtocolException.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void tokensAreNotPrinted() {
        assertThat(one("'type':2", "{'name':'attached','plugin':'p','token':'hunter2'}")
                        .toString())
                .doesNotContain("hunter2");
    }
}
