// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.MissedEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dialog by the SIP messages that Janus passes to its event handlers, the only place where it shows the tags (RFC 3261, section 12).
 *
 * @param localTag Janus's
 * @param remoteTag the other side's
 * @param remoteTarget where the other side is, as it says in its {@code Contact}; null if it does not
 */
record SipDialog(String callId, String localTag, String remoteTag, @Nullable String remoteTarget) {
    private static final Pattern TAG = Pattern.compile(";\\s*tag\\s*=\\s*([^;\\s>]+)");

    /** Null if no message of the established dialog is among the events. */
    static @Nullable SipDialog in(List<MissedEvent> events, String callId) {
        SipDialog found = null;
        for (MissedEvent event : events) {
            for (SipText sip : messages(event)) {
                if (callId.equals(sip.header("call-id"))) {
                    SipDialog shown = shownBy(sip, callId);
                    found = shown == null || (found != null && shown.remoteTarget == null) ? found : shown;
                }
            }
        }
        return found;
    }

    private static List<SipText> messages(MissedEvent event) {
        RawJson whole = event.form() == MissedEvent.Form.FROM_EVENT_HANDLER
                ? event.message().member("event")
                : null;
        RawJson data = whole == null ? null : whole.member("data");
        String text = data == null ? null : data.string("sip");
        return data == null || text == null ? List.of() : SipText.of("sip-in".equals(data.string("event")), text);
    }

    private static @Nullable SipDialog shownBy(SipText sip, String callId) {
        String from = tag(sip.header("from"));
        String to = tag(sip.header("to"));
        // A response to one that is not established, as to an INVITE that asks for a password, has another tag.
        if (from == null || to == null || (sip.isResponse() && sip.status() / 100 != 2)) {
            return null;
        }
        boolean fromIsLocal = sip.incoming() == sip.isResponse();
        return new SipDialog(
                callId, fromIsLocal ? from : to, fromIsLocal ? to : from, sip.incoming() ? sip.uri("contact") : null);
    }

    private static @Nullable String tag(@Nullable String header) {
        Matcher tag = TAG.matcher(header == null ? "" : header);
        return tag.find() ? tag.group(1) : null;
    }

    /**
     * The headers of an INVITE that is to take this dialog's place (RFC 3891). With {@code Require}, who does not know it refuses,
     * instead of taking the INVITE for one more call.
     */
    Map<String, String> replacingHeaders() {
        return Map.of("Replaces", callId + ";to-tag=" + remoteTag + ";from-tag=" + localTag, "Require", "replaces");
    }
}
