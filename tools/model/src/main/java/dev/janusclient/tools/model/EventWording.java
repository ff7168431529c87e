// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says on one line what an event reports. */
final class EventWording {
    /** The members of a plugin's event that are worth a place on the line, in this order. */
    private static final List<String> TELLING =
            List.of("username", "identity", "caller", "callee", "peer", "room", "id", "display", "code", "reason");

    private EventWording() {}

    static String of(ObservedEvent event) {
        return switch (event.type()) {
            case ObservedEvent.SESSION -> "session " + event.text("name");
            case ObservedEvent.HANDLE -> "handle " + event.text("name") + " (" + event.text("plugin") + ")";
            case ObservedEvent.EXTERNAL -> external(event);
            case ObservedEvent.JSEP -> jsep(event);
            case ObservedEvent.WEBRTC -> webrtc(event);
            case ObservedEvent.MEDIA -> media(event);
            case ObservedEvent.PLUGIN -> plugin(event);
            case ObservedEvent.TRANSPORT ->
                "connection " + event.dataText("event") + " (" + event.text("transport") + ")";
            case ObservedEvent.CORE -> "server " + event.text("status");
            default -> "event of type " + event.type();
        };
    }

    private static String external(ObservedEvent event) {
        OwnerChange change = OwnerChange.of(event);
        return change == null ? "external event " + event.text("schema") : change.toString();
    }

    private static String jsep(ObservedEvent event) {
        RawJson jsep = event.event().member("jsep");
        String type = jsep == null ? "description" : ObservedEvent.safe(jsep.string("type"));
        return type + (event.text("owner").equals("remote") ? " of the owner" : " of Janus");
    }

    private static String webrtc(ObservedEvent event) {
        return switch (event.subtype()) {
            case 1 -> "ICE " + event.text("ice");
            case 2 -> "candidate of Janus " + event.text("local-candidate");
            case 3 -> "candidate of the owner " + event.text("remote-candidate");
            case 4 -> "addresses " + event.text("selected-pair");
            case 5 -> "DTLS " + event.text("dtls");
            case 6 ->
                event.text("connection").equals("hangup")
                        ? "PeerConnection ended: " + event.text("reason")
                        : "PeerConnection is up";
            default -> "WebRTC event " + event.subtype();
        };
    }

    private static String media(ObservedEvent event) {
        RawJson receiving = event.event().member("receiving");
        if (event.subtype() == 2) {
            return "slow link, " + event.text("slow_link") + ": " + ObservedEvent.number(event.event(), "lost_lastsec")
                    + " packets of " + event.text("media") + " lost in a second";
        } else if (receiving == null) {
            return "statistics of " + event.text("media");
        }
        return event.text("media")
                + (receiving.toString().equals("true")
                        ? " arrives"
                        : " has not arrived for " + ObservedEvent.number(event.event(), "seconds") + " s");
    }

    private static String plugin(ObservedEvent event) {
        SipText sip = sip(event);
        if (sip != null) {
            return "SIP " + (sip.incoming() ? "received " : "sent ") + sip.title();
        }
        List<String> words = new ArrayList<>();
        for (String member : TELLING) {
            RawJson value = event.data().member(member);
            if (value != null && !value.isObject() && !value.isArray()) {
                words.add(member + "=" + SafeText.of(value.asString()));
            }
        }
        String plugin = event.text("plugin");
        return plugin.substring(plugin.lastIndexOf('.') + 1) + " " + event.dataText("event")
                + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    /** The SIP message that an event passes on; null if it is something else. */
    static @Nullable SipText sip(ObservedEvent event) {
        String text = event.type() == ObservedEvent.PLUGIN ? event.data().string("sip") : null;
        return text == null ? null : SipText.of(event.dataText("event").equals("sip-in"), text);
    }
}
