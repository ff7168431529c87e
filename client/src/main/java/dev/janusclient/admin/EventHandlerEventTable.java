// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of what event handlers tell is which record. */
final class EventHandlerEventTable {
    private static final int SESSION = 1;
    private static final int HANDLE = 2;

    /** By type; and by the subtype, or the name of events of sessions and handles, where a type has several. */
    static final Map<String, Class<? extends EventHandlerEvent>> ROWS = Map.ofEntries(
            Map.entry("1 created", EventHandlerEvent.SessionCreated.class),
            Map.entry("1 destroyed", EventHandlerEvent.SessionDestroyed.class),
            Map.entry("1 timeout", EventHandlerEvent.SessionTimedOut.class),
            Map.entry("2 attached", EventHandlerEvent.HandleAttached.class),
            Map.entry("2 detached", EventHandlerEvent.HandleDetached.class),
            Map.entry("4", EventHandlerEvent.External.class),
            Map.entry("8", EventHandlerEvent.Description.class),
            Map.entry("16 1", EventHandlerEvent.IceState.class),
            Map.entry("16 2", EventHandlerEvent.LocalCandidate.class),
            Map.entry("16 3", EventHandlerEvent.RemoteCandidate.class),
            Map.entry("16 4", EventHandlerEvent.SelectedPair.class),
            Map.entry("16 5", EventHandlerEvent.DtlsState.class),
            Map.entry("16 6", EventHandlerEvent.ConnectionState.class),
            Map.entry("32 1", EventHandlerEvent.MediaState.class),
            Map.entry("32 2", EventHandlerEvent.SlowLink.class),
            Map.entry("32 3", EventHandlerEvent.MediaStats.class),
            Map.entry("64", EventHandlerEvent.Plugin.class),
            Map.entry("128", EventHandlerEvent.Transport.class),
            Map.entry("256 1", EventHandlerEvent.ServerStatus.class),
            Map.entry("256 2", EventHandlerEvent.ServerShutdown.class));

    private EventHandlerEventTable() {}

    /**
     * Decodes one event.
     *
     * @throws JanusProtocolException if it is none
     */
    static EventHandlerEvent decode(RawJson envelope) {
        RawJson event = envelope.member("event");
        if (!envelope.hasMember("event") || envelope.member("type") == null) {
            throw new JanusProtocolException("an event with a type was expected, found something else");
        }
        RawJson head = Json.flatten(envelope, null, Set.of("event"), Map.of());
        EventHandlerEvent.Origin origin = head.as(EventHandlerEvent.Origin.class);
        if (event == null || !event.isObject()) {
            return new EventHandlerEvent.Unknown(origin, envelope);
        }
        Class<? extends EventHandlerEvent> type = typeOf(origin, event);
        if (type != null) {
            boolean named = origin.type() == SESSION || origin.type() == HANDLE;
            try {
                return Json.flatten(event, null, named ? Set.of("name") : Set.of(), Map.of("origin", head))
                        .as(type);
            } catch (JanusProtocolException e) {
                // Kept below: other events in the same body may be fine.
            }
        }
        return new EventHandlerEvent.Unknown(origin, event);
    }

    private static @Nullable Class<? extends EventHandlerEvent> typeOf(EventHandlerEvent.Origin origin, RawJson event) {
        Class<? extends EventHandlerEvent> only = ROWS.get(String.valueOf(origin.type()));
        if (only != null) {
            return only;
        }
        String name = event.string("name");
        String which = name != null && origin.subtype() == null ? name : Objects.toString(origin.subtype());
        return ROWS.get(origin.type() + " " + which);
    }
}
