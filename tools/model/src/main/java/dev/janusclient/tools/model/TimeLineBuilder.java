// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import dev.janusclient.tools.model.TimeLine.Entry;
import dev.janusclient.tools.model.TimeLine.Kind;
import dev.janusclient.tools.model.TimeLine.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the events of one call, and says between whom each of them went. Used once. */
final class TimeLineBuilder {
    /** How long after its end something still belongs to a call: the PeerConnection ends after the hang-up. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    /** Events of the SIP plugin that say that a request of the owner's was carried out. */
    private static final Set<String> OF_OWNER = Set.of("calling", "declined", "accepting", "progressed");

    private final CallSummary call;
    private final Set<String> connections = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Instant connectionLost;

    TimeLineBuilder(CallSummary call) {
        this.call = call;
    }

    TimeLine build(List<ObservedEvent> events) {
        events.stream().filter(this::isOfSession).forEach(this::noteConnection);
        events.stream()
                .filter(this::belongs)
                .sorted(Comparator.comparing(ObservedEvent::at))
                .forEach(this::add);
        List<String> unknown = new ArrayList<>();
        if (events.stream().noneMatch(event -> isOfSession(event) && OwnerChange.of(event) != null)) {
            unknown.add("Who owned the session, because Janus reports no claims: let 'janus serve-events' run with"
                    + " --store, and it notes changes in the ownership store.");
        }
        if (connections.isEmpty()) {
            unknown.add("When the owner's connection was lost, because the session's creation was not seen.");
        }
        return new TimeLine(call, entries, unknown);
    }

    private boolean isOfSession(ObservedEvent event) {
        return event.sessionId() != 0 && event.sessionId() == call.sessionId() && isSameServer(event);
    }

    private boolean isSameServer(ObservedEvent event) {
        return event.server().equals(call.server());
    }

    /** The session's first connection is all that Janus names. */
    private void noteConnection(ObservedEvent event) {
        RawJson transport =
                event.type() == ObservedEvent.SESSION ? event.event().member("transport") : null;
        String id = transport == null ? null : transport.string("id");
        if (id != null) {
            connections.add(id);
        }
    }

    private boolean belongs(ObservedEvent event) {
        SipText sip = EventWording.sip(event);
        if (sip != null) {
            return sip.callId().equals(call.callId());
        }
        String callId = event.data().string("call-id");
        if (callId != null && event.type() == ObservedEvent.PLUGIN) {
            return callId.equals(call.callId());
        }
        if (event.at().isBefore(call.began()) || isAfterwards(event.at())) {
            return false;
        } else if (event.type() == ObservedEvent.TRANSPORT) {
            return isSameServer(event)
                    && event.dataText("event").equals("disconnected")
                    && connections.contains(String.valueOf(event.event().string("id")));
        }
        return isOfSession(event) && (event.handleId() == 0 || event.handleId() == call.handleId());
    }

    private boolean isAfterwards(Instant at) {
        Instant ended = call.ended();
        return ended != null && at.isAfter(ended.plus(AFTERWARDS));
    }

    private void add(ObservedEvent event) {
        String text = EventWording.of(event);
        Kind kind = kind(event);
        Lane from = Lane.JANUS;
        Lane to = Lane.JANUS;
        SipText sip = EventWording.sip(event);
        if (sip != null) {
            text = sip.title();
            from = sip.incoming() ? Lane.PEER : Lane.JANUS;
            to = sip.incoming() ? Lane.JANUS : Lane.PEER;
        } else if (kind == Kind.API) {
            boolean byOwner =
                    event.type() == ObservedEvent.JSEP && event.text("owner").equals("remote");
            from = byOwner ? Lane.OWNER : Lane.JANUS;
            to = byOwner ? Lane.JANUS : Lane.OWNER;
        } else if (kind == Kind.OWNER || kind == Kind.CONNECTION) {
            from = Lane.OWNER;
            to = Lane.OWNER;
        }
        noteGap(event, kind);
        entries.add(entry(event.at(), kind, from, to, text, detail(event, sip)));
    }

    private Entry entry(Instant at, Kind kind, Lane from, Lane to, String text, String detail) {
        return new Entry(at, Duration.between(call.began(), at), kind, from, to, text, detail);
    }

    /** A gap begins where the owner's connection is lost, and ends at the latest where an owner shows. */
    private void noteGap(ObservedEvent event, Kind kind) {
        Instant lost = connectionLost;
        if (kind == Kind.CONNECTION) {
            connectionLost = event.at();
        } else if (lost != null && showsOwner(event)) {
            long millis = Duration.between(lost, event.at()).toMillis();
            String text = "an owner is there again, at most " + millis + " ms after the connection was lost";
            entries.add(entry(event.at(), Kind.OWNER, Lane.OWNER, Lane.OWNER, text, text));
            connectionLost = null;
        }
    }

    private static boolean showsOwner(ObservedEvent event) {
        OwnerChange change = OwnerChange.of(event);
        return change != null
                ? change.owner() != null
                : (event.type() == ObservedEvent.JSEP && event.text("owner").equals("remote"))
                        || (event.type() == ObservedEvent.PLUGIN && OF_OWNER.contains(event.dataText("event")));
    }

    private static Kind kind(ObservedEvent event) {
        return switch (event.type()) {
            case ObservedEvent.JSEP -> Kind.API;
            case ObservedEvent.PLUGIN -> EventWording.sip(event) == null ? Kind.API : Kind.SIP;
            case ObservedEvent.WEBRTC -> event.subtype() == 5 ? Kind.DTLS : Kind.ICE;
            case ObservedEvent.MEDIA -> Kind.MEDIA;
            case ObservedEvent.SESSION, ObservedEvent.HANDLE -> Kind.SESSION;
            case ObservedEvent.TRANSPORT -> Kind.CONNECTION;
            case ObservedEvent.EXTERNAL -> OwnerChange.of(event) == null ? Kind.OTHER : Kind.OWNER;
            default -> Kind.OTHER;
        };
    }

    private static String detail(ObservedEvent event, @Nullable SipText sip) {
        String message = sip == null ? null : event.data().string("sip");
        return message == null ? JsonText.indented(event.whole()) : SafeText.block(message);
    }
}
