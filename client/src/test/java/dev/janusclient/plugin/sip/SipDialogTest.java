// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the SIP messages that event handlers are sent say of a dialog. */
class SipDialogTest {
    private static final String CALL = "call-1";

    private static MissedEvent event(String name, String... lines) {
        String text = String.join("\\r\\n", lines) + "\\r\\n\\r\\n";
        return new MissedEvent(
                1,
                Instant.EPOCH,
                MissedEvent.Form.FROM_EVENT_HANDLER,
                RawJson.of("{\"type\":64,\"event\":{\"plugin\":\"janus.plugin.sip\",\"data\":{\"event\":\"" + name
                        + "\",\"sip\":\"" + text + "\"}}}"));
    }

    @Test
    void ofACallThatWasMade() {
        SipDialog dialog = SipDialog.in(
                List.of(
                        event(
                                "sip-out",
                                "INVITE sip:bob@example.org SIP/2.0",
                                "From: <sip:alice@example.org>;tag=ours",
                                "To: <sip:bob@example.org>",
                                "Call-ID: " + CALL,
                                "CSeq: 1 INVITE"),
                        event(
                                "sip-in",
                                "SIP/2.0 407 Proxy Authentication Required",
                                "From: <sip:alice@example.org>;tag=ours",
                                "To: <sip:bob@example.org>;tag=a-proxy",
                                "Call-ID: " + CALL,
                                "CSeq: 1 INVITE"),
                        event(
                                "sip-in",
                                "SIP/2.0 200 OK",
                                "f: <sip:alice@example.org>;tag=ours",
                                "t: <sip:bob@example.org>;tag=theirs",
                                "i: " + CALL,
                                "m: <sip:bob@192.0.2.7:5062>",
                                "CSeq: 2 INVITE")),
                CALL);
        assertThat(dialog).isEqualTo(new SipDialog(CALL, "ours", "theirs", "sip:bob@192.0.2.7:5062"));
        assertThat(Objects.requireNonNull(dialog).replacingHeaders())
                .containsEntry("Replaces", "call-1;to-tag=theirs;from-tag=ours")
                .containsEntry("Require", "replaces");
    }

    @Test
    void ofACallThatCame() {
        assertThat(SipDialog.in(
                        List.of(
                                event(
                                        "sip-out",
                                        "SIP/2.0 200 OK",
                                        "From: <sip:bob@example.org>;tag=theirs",
                                        "To: <sip:alice@example.org>;tag=ours",
                                        "Call-ID: " + CALL,
                                        "Contact: <sip:alice@192.0.2.1>",
                                        "CSeq: 1 INVITE"),
                                event(
                                        "sip-in",
                                        "ACK sip:alice@192.0.2.1 SIP/2.0",
                                        "From: <sip:bob@example.org>;tag=theirs",
                                        "To: <sip:alice@example.org>;tag=ours",
                                        "Call-ID: " + CALL,
                                        "CSeq: 1 ACK")),
                        CALL))
                .isEqualTo(new SipDialog(CALL, "ours", "theirs", null));
    }

    @Test
    void isNotKnownWithoutAMessageOfIt() {
        assertThat(SipDialog.in(
                        List.of(
                                event(
                                        "sip-in",
                                        "SIP/2.0 200 OK",
                                        "From: <sip:a@example.org>;tag=1",
                                        "To: <sip:b@example.org>;tag=2",
                                        "Call-ID: another",
                                        "CSeq: 1 INVITE"),
                                event(
                                        "sip-in",
                                        "SIP/2.0 180 Ringing",
                                        "From: <sip:a@example.org>;tag=1",
                                        "To: <sip:b@example.org>;tag=2",
                                        "Call-ID: " + CALL,
                                        "CSeq: 1 INVITE")),
                        CALL))
                .isNull();
    }
}
