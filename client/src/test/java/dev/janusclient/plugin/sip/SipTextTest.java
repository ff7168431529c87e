// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayTranslator;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of SIP, as they come live and as they are replayed from what event handlers reported. */
class SipTextTest {
    private static final String MESSAGE = String.join(
            "\r\n",
            "MESSAGE sip:alice@10.77.0.1 SIP/2.0",
            "From: $FROM;tag=1",
            "To: <sip:alice@10.77.0.1>",
            "Call-ID: a@far",
            "CSeq: 7 MESSAGE",
            "Content-Type: text/plain",
            "Content-Length: 1",
            "",
            "a");

    private static SipText from(String from) {
        return SipText.of(true, MESSAGE.replace("$FROM", from)).get(0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            nullValues = "-",
            value = {
                "'\"Sales <night>\" <sip:bob@10.77.0.1;user=phone>', '\"Sales <night>\"', sip:bob@10.77.0.1;user=phone",
                "'\"a\\\"<;,b\" <sip:bob@x>', '\"a\\\"<;,b\"', sip:bob@x",
                "'Bob <sip:bob@x>', Bob, sip:bob@x",
                "'<sip:bob@x>', '', sip:bob@x",
                "'sip:bob@x', -, sip:bob@x",
                "'\"Bob <sip:bob@x>', -, -"
            })
    void theSenderIsFoundBehindTheName(String from, @Nullable String name, @Nullable String uri) {
        assertThat(from(from).displayName()).isEqualTo(name);
        assertThat(from(from).uri("from")).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"Carol\"', Carol",
                "Carol, Carol",
                "'\"a\\\"b\\\\c\"', 'a\"b\\c'",
                "'\"', '\"'",
                "'\"\"', ''",
                "'a \"b\"', 'a \"b\"'"
            })
    void aNameIsShownWithoutQuotationMarks(String wire, String shown) {
        assertThat(SipText.unquoted(wire)).isEqualTo(shown);
        assertThat(SipText.unquoted(shown)).as("once more").isEqualTo(shown);
    }

    @Test
    void aLiveListenerAndAReplayGetTheSameName() {
        FakeJanus janus = new FakeJanus();
        JanusSipPlugin sip =
                Outcome.of(Outcome.of(janus.client().createSession()).attach(JanusSipPlugin.TYPE));
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        janus.event(
                sip,
                "{'sip':'event','result':{'event':'missed_call','caller':'sip:laptop@192.0.2.64',"
                        + "'displayname':'\\'Carol\\'','callee':'sip:alice@192.0.2.1'}}");
        janus.event(sip, "{'sip':'event','call_id':'c','result':{'event':'incomingcall','displayname':'\\'Carol\\''}}");
        assertThat(heard.get(0))
                .isInstanceOfSatisfying(SipEvent.MissedCall.class, missed -> assertThat(missed.displayname())
                        .isEqualTo("Carol"));
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(SipEvent.IncomingCall.class, call -> assertThat(call.displayname())
                        .isEqualTo("Carol"));
        assertThat(sip.state().call()).extracting("displayName").isEqualTo("Carol");
        janus.assertNothingLeft();

        SipEvent.Message replayed = (SipEvent.Message)
                replayed(sipIn(MESSAGE.replace("$FROM", "\"Sales <night>\" <sip:bob@10.77.0.1;user=phone>")))
                        .get(0);
        assertThat(replayed.displayname()).isEqualTo("Sales <night>");
        assertThat(replayed.sender()).isEqualTo("sip:bob@10.77.0.1;user=phone");
    }

    private static Map<String, Object> sipIn(String text) {
        return Map.of("event", "sip-in", "sip", text);
    }

    /** The events that a handle gets for what event handlers reported. */
    @SafeVarargs
    private static List<SipEvent> replayed(Map<String, Object>... reports) {
        List<MissedEvent> missed = new ArrayList<>();
        for (Map<String, Object> data : reports) {
            RawJson event = Json.encode(
                    Map.of("type", 64, "handle_id", 5, "event", Map.of("plugin", "janus.plugin.sip", "data", data)));
            missed.add(new MissedEvent(5, Instant.EPOCH, MissedEvent.Form.FROM_EVENT_HANDLER, event));
        }
        HandleTicket ticket = new HandleTicket(5, "janus.plugin.sip", null, null, null, List.of(), List.of());
        List<SipEvent> events = new ArrayList<>();
        for (ReplayTranslator.ReplayItem item : JanusSipPlugin.TYPE
                .replay()
                .translate(
                        new ReplayTranslator.HandleContext(new ServerIdentity("s", "1.1.2", "ws://localhost"), ticket),
                        missed)
                .items()) {
            RawJson message = ((ReplayTranslator.Message) item).json();
            RawJson plugin = Objects.requireNonNull(message.member("plugindata"));
            RawJson data = Objects.requireNonNull(plugin.member("data"));
            events.add(SipProtocol.EVENTS.match(data).decode(null));
        }
        return events;
    }
}
