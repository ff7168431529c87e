// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static dev.janusclient.tools.model.Recorded.disconnected;
import static dev.janusclient.tools.model.Recorded.message;
import static dev.janusclient.tools.model.Recorded.onHandle;
import static dev.janusclient.tools.model.Recorded.request;
import static dev.janusclient.tools.model.Recorded.response;
import static dev.janusclient.tools.model.Recorded.sessionCreated;
import static dev.janusclient.tools.model.Recorded.sip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.tools.model.TimeLine.Entry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TimeLineTest {
    private final Observations observed = new Observations();

    private List<String> line(String callId) {
        TimeLine line = Objects.requireNonNull(observed.timeLine(callId));
        return line.entries().stream().map(TimeLineTest::show).toList();
    }

    private static String show(Entry entry) {
        String arrow = entry.from() == entry.to() ? entry.from().name() : entry.from() + ">" + entry.to();
        return entry.after().toMillis() + " " + entry.kind() + " " + arrow + " " + entry.text();
    }

    /** A call rings, its owner dies, another one answers, and the caller hangs up. */
    private void rescue() {
        observed.accept(sessionCreated(0, "0xa"));
        observed.accept(message(1000, true, request("INVITE", "a")));
        observed.accept(onHandle(
                1001,
                ObservedEvent.JSEP,
                0,
                Map.of("owner", "local", "jsep", Map.of("type", "offer", "sdp", "v=0\r\n"))));
        observed.accept(sip(1002, Map.of("event", "incomingcall", "call-id", "a", "username", "sip:alice@127.0.0.1")));
        observed.accept(disconnected(1100, "0xb"));
        observed.accept(disconnected(1200, "0xa"));
        observed.accept(
                new OwnerChange("B", "A", 2).event(Recorded.SERVER, Recorded.SESSION, Recorded.BEGIN.plusMillis(1500)));
        observed.accept(onHandle(
                1600,
                ObservedEvent.JSEP,
                0,
                Map.of("owner", "remote", "jsep", Map.of("type", "answer", "sdp", "v=0\r\n"))));
        observed.accept(message(1601, false, response("200 OK", "INVITE", "a")));
        observed.accept(onHandle(1700, ObservedEvent.WEBRTC, 1, Map.of("ice", "ready")));
        observed.accept(message(2000, true, request("BYE", "a")));
        observed.accept(
                sip(2001, Map.of("event", "hangup", "call-id", "a", "code", 200, "reason", "Session Terminated")));
        observed.accept(onHandle(2002, ObservedEvent.WEBRTC, 6, Map.of("connection", "hangup", "reason", "Close PC")));
    }

    @Test
    void aRescueIsToldAcrossItsOwners() {
        rescue();
        observed.accept(message(2100, true, request("INVITE", "another")));
        observed.accept(onHandle(9000, ObservedEvent.WEBRTC, 1, Map.of("ice", "gathering")));

        assertThat(line("a"))
                .containsExactly(
                        "0 SIP PEER>JANUS INVITE",
                        "1 API JANUS>OWNER offer of Janus",
                        "2 API JANUS>OWNER sip incomingcall (username=sip:alice@127.0.0.1)",
                        "200 CONNECTION OWNER connection disconnected (janus.transport.websockets)",
                        "500 OWNER OWNER an owner is there again, at most 300 ms after the connection was lost",
                        "500 OWNER OWNER owned by B, after A (epoch 2)",
                        "600 API OWNER>JANUS answer of the owner",
                        "601 SIP JANUS>PEER 200 OK (INVITE)",
                        "700 ICE JANUS ICE ready",
                        "1000 SIP PEER>JANUS BYE",
                        "1001 API JANUS>OWNER sip hangup (code=200, reason=Session Terminated)",
                        "1002 ICE JANUS PeerConnection ended: Close PC");
    }

    @Test
    void itSaysWhyTheCallEndedAndWhatIsNotKnown() {
        rescue();
        TimeLine line = Objects.requireNonNull(observed.timeLine("a"));

        assertThat(line.ending())
                .isEqualTo("Ended with 200 (Session Terminated); the PeerConnection: Close PC; last states: ICE ready,"
                        + " DTLS unknown.");
        assertThat(line.unknown()).isEmpty();

        observed.accept(Recorded.event(
                3000,
                ObservedEvent.PLUGIN,
                0,
                77,
                78,
                Map.of("plugin", CallTracker.SIP, "data", Map.of("event", "sip-in", "sip", request("INVITE", "c")))));
        TimeLine other = Objects.requireNonNull(observed.timeLine("c"));
        assertThat(other.ending()).isNull();
        assertThat(other.unknown())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Who owned the session")
                .contains("--store");
    }

    @Test
    void whatThePeerWroteIsSafeToShow() {
        observed.accept(message(0, true, request("INVITE", "a\u001b[2J").replace("alice", "al\u001b[31mice")));

        TimeLine line = Objects.requireNonNull(observed.timeLine("a\u001b[2J"));
        assertThat(line.call().caller()).isEqualTo("sip:al\\u001b[31mice@127.0.0.1");
        assertThat(JsonText.compact(line)).doesNotContain("\u001b");
        assertThat(line.entries().get(0).detail()).doesNotContain("\u001b").contains("\\u001b[2J");
    }

    @Test
    void aCallThatWasNotReportedHasNone() {
        assertThat(observed.timeLine("none")).isNull();
    }
}
