// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static dev.janusclient.tools.model.Recorded.message;
import static dev.janusclient.tools.model.Recorded.onHandle;
import static dev.janusclient.tools.model.Recorded.request;
import static dev.janusclient.tools.model.Recorded.response;
import static dev.janusclient.tools.model.Recorded.sip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.tools.model.CallSummary.Direction;
import dev.janusclient.tools.model.CallSummary.State;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallTrackerTest {
    private final Observations observed = new Observations();

    private CallSummary call(String id) {
        return Objects.requireNonNull(observed.call(id), id);
    }

    @Test
    void anIncomingCallIsFollowedToItsEnd() {
        observed.accept(message(0, true, request("INVITE", "a")));
        observed.accept(sip(1, Map.of("event", "incomingcall", "call-id", "a", "username", "sip:alice@127.0.0.1")));

        assertThat(call("a").state()).isEqualTo(State.RINGING);
        assertThat(call("a").direction()).isEqualTo(Direction.INCOMING);
        assertThat(call("a").caller()).isEqualTo("sip:alice@127.0.0.1");
        assertThat(call("a").callee()).isEqualTo("sip:bob@127.0.0.1");
        assertThat(call("a").handleId()).isEqualTo(Recorded.HANDLE);

        observed.accept(message(2, false, response("200 OK", "INVITE", "a")));
        observed.accept(onHandle(3, ObservedEvent.WEBRTC, 1, Map.of("ice", "ready")));
        observed.accept(onHandle(4, ObservedEvent.WEBRTC, 5, Map.of("dtls", "connected")));
        observed.accept(onHandle(
                5, ObservedEvent.MEDIA, 2, Map.of("media", "audio", "slow_link", "uplink", "lost_lastsec", 9)));

        assertThat(call("a").state()).isEqualTo(State.TALKING);

        observed.accept(sip(6, Map.of("event", "hangup", "call-id", "a", "code", 200, "reason", "Session Terminated")));
        observed.accept(onHandle(7, ObservedEvent.WEBRTC, 6, Map.of("connection", "hangup", "reason", "DTLS alert")));

        CallSummary ended = call("a");
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.hangupCode()).isEqualTo(200);
        assertThat(ended.hangupReason()).isEqualTo("Session Terminated");
        assertThat(ended.mediaReason()).isEqualTo("DTLS alert");
        assertThat(ended.ice()).isEqualTo("ready");
        assertThat(ended.dtls()).isEqualTo("connected");
        assertThat(ended.slowLinks()).isEqualTo(1);
    }

    @Test
    void aRefusedCallEndsWithItsStatus() {
        observed.accept(message(0, false, request("INVITE", "b")));
        observed.accept(message(1, true, response("407 Proxy Authentication Required", "INVITE", "b")));
        assertThat(call("b").state()).as("a password is asked for").isEqualTo(State.RINGING);

        observed.accept(message(2, true, response("486 Busy Here", "INVITE", "b")));

        assertThat(call("b").direction()).isEqualTo(Direction.OUTGOING);
        assertThat(call("b").state()).isEqualTo(State.ENDED);
        assertThat(call("b").hangupCode()).isEqualTo(486);
        assertThat(call("b").hangupReason()).isEqualTo("Busy Here");
    }

    @Test
    void otherSipMessagesAreNoCalls() {
        observed.accept(message(0, false, request("REGISTER", "r")));
        observed.accept(message(1, true, response("200 OK", "REGISTER", "r")));

        assertThat(observed.calls()).isEmpty();
    }

    @Test
    void theLastCallOfAHandleGetsItsStates() {
        observed.accept(message(0, true, request("INVITE", "a")));
        observed.accept(sip(1, Map.of("event", "hangup", "call-id", "a")));
        observed.accept(message(2, true, request("INVITE", "b")));
        observed.accept(onHandle(3, ObservedEvent.WEBRTC, 1, Map.of("ice", "failed")));

        assertThat(call("a").ice()).isNull();
        assertThat(call("b").ice()).isEqualTo("failed");
        assertThat(observed.calls()).extracting(CallSummary::callId).containsExactly("b", "a");
    }

    @Test
    void theOldestCallsGiveWay() {
        CallTracker tracker = new CallTracker(2);
        for (String id : new String[] {"a", "b", "c"}) {
            tracker.accept(Objects.requireNonNull(ObservedEvent.of(message(0, true, request("INVITE", id)))));
        }

        assertThat(tracker.calls()).extracting(CallSummary::callId).containsExactly("c", "b");
    }
}
