// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTicketTest {
    private static final String SDP = "v=0\r\ns=\"q\" \\ / ü €\t\r\na=x\r\n";
    private static final HandoverTicket TICKET = HandoverTicket.of(
                    new ServerIdentity("fake", "1.1.2", "ws://janus.test"),
                    9007199254740993L,
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    List.of(
                            new HandleTicket(
                                    Long.MAX_VALUE,
                                    "janus.plugin.sip",
                                    "line-1",
                                    Jsep.offer(SDP),
                                    RawJson.of("{\"account\":\"sip:a@b\"}"),
                                    List.of(new HandleTicket.EventFingerprint(
                                            "result.event=incomingcall", 1_700_000_000_100L, 77)),
                                    List.of("what nobody is told")),
                            new HandleTicket(2, "janus.plugin.echotest", null, null, null, List.of(), List.of())))
            .withInFlight(List.of(new InFlightRequest(2, "start", "abc-7")));
    private static final TicketSigner SIGNER = new TicketSigner("0123456789abcdef".getBytes(UTF_8));

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> HandoverTicket.fromJson(json))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTicketGoesThroughJsonUnchanged() {
        HandoverTicket back = HandoverTicket.fromJson(TICKET.toJson());
        assertThat(back).isEqualTo(TICKET);
        assertThat(back.handles().get(0).pendingOffer()).isEqualTo(Jsep.offer(SDP));
        assertThat(back.issuedAtMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(back.toJson()).isEqualTo(TICKET.toJson());
    }

    @Test
    void aHandleIsFoundByItsPlugin() {
        assertThat(TICKET.handle("janus.plugin.echotest"))
                .hasValueSatisfying(handle -> assertThat(handle.handleId()).isEqualTo(2));
        assertThat(TICKET.handle("janus.plugin.videoroom")).isEmpty();
    }

    @Test
    void membersOfTheFutureAreSkipped() {
        String newer = TICKET.toJson().replaceFirst("\\{", "{\"zz\":{\"a\":[1]},");
        assertThat(HandoverTicket.fromJson(newer)).isEqualTo(TICKET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1})
    void anotherVersionIsRefused(int version) {
        refused(
                TICKET.toJson().replace("\"version\":2,", "\"version\":" + version + ","),
                "version: " + version + " is unknown; this library reads versions 1 to 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{}", "hello", "{\"version\":1}"})
    void whatIsNoTicketIsRefused(String json) {
        refused(json, "not a ticket");
    }

    @Test
    void aTicketWithoutItsPartsIsRefused() {
        refused("{\"version\":1,\"sessionId\":5}", "server");
        refused(TICKET.toJson().replace("9007199254740993", "0"), "sessionId: 0");
        refused(TICKET.toJson().replace("9007199254740993", "\"x\""), "not a ticket");
        refused(TICKET.toJson().replace("" + Long.MAX_VALUE, "-5"), "handleId: -5");
    }

    @Test
    void aSignedTicketIsReadByWhoHasTheKey() {
        String signed = SIGNER.sign(TICKET);
        assertThat(SIGNER.verify(signed)).isEqualTo(TICKET);
        assertThat(SIGNER.verify("  " + signed + "\n")).isEqualTo(TICKET);
    }

    @Test
    void signedAndUnsignedTicketsAreNotMistakenForEachOther() {
        refused(SIGNER.sign(TICKET), "the ticket is signed");
        assertThatThrownBy(() -> SIGNER.verify(TICKET.toJson()))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessage("the ticket is not signed");
        assertThatThrownBy(() -> SIGNER.verify("[]")).isInstanceOf(JanusHandoverTicketException.class);
        assertThatThrownBy(() -> SIGNER.verify("{\"ticket\"")).isInstanceOf(JanusHandoverTicketException.class);
    }

    @Test
    void anAlteredTicketIsRefusedWhereverItWasAltered() {
        String signed = SIGNER.sign(TICKET);
        for (String altered : new String[] {
            signed.replace("9007199254740993", "9007199254740992"),
            signed.replace("ws://janus.test", "ws://evil.test"),
            signed.replace("line-1", "line-2"),
            signed.replace("\"ticket\":{", "\"ticket\":{ "),
            signed.replace("\"signature\":\"", "\"signature\":\"A")
        }) {
            assertThat(altered).isNotEqualTo(signed);
            assertThatThrownBy(() -> SIGNER.verify(altered))
                    .isInstanceOf(JanusHandoverTicketException.class)
                    .hasMessageContaining("does not fit");
        }
    }

    @Test
    void anotherKeyIsRefused() {
        TicketSigner other = new TicketSigner("0123456789abcdeX".getBytes(UTF_8));
        assertThatThrownBy(() -> other.verify(SIGNER.sign(TICKET)))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new TicketSigner(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: 15 bytes are too few, 16 are needed");
    }

    @Test
    void aTicketDoesNotChangeWithTheListItWasMadeFrom() {
        List<HandleTicket> handles = new ArrayList<>(TICKET.handles());
        HandoverTicket ticket = HandoverTicket.of(TICKET.server(), 1, Instant.EPOCH, handles);
        handles.clear();
        assertThat(ticket.handles()).hasSize(2);
    }
}
