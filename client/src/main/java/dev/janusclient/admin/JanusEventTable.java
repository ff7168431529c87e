package dev.janusclient.admin;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of what event handlers tell is which record. */
final class JanusEventTable {
    private static final int SESSION = 1;
    private static final int HANDLE = 2;

    /** By type; and by the subtype, or the name of events of sessions and handles, where a type has several. */
    static final Map<String, Class<? extends JanusEvent>> ROWS = Map.ofEntries(
            Map.entry("1 created", JanusEvent.SessionCreated.class),
            Map.entry("1 destroyed", JanusEvent.SessionDestroyed.class),
            Map.entry("1 timeout", JanusEvent.SessionTimedOut.class),
            Map.entry("2 attached", JanusEvent.HandleAttached.class),
            Map.entry("2 detached", JanusEvent.HandleDetached.class),
            Map.entry("4", JanusEvent.External.class),
            Map.entry("8", JanusEvent.Description.class),
            Map.entry("16 1", JanusEvent.IceState.class),
            Map.entry("16 2", JanusEvent.LocalCandidate.class),
            Map.entry("16 3", JanusEvent.RemoteCandidate.class),
            Map.entry("16 4", JanusEvent.SelectedPair.class),
            Map.entry("16 5", JanusEvent.DtlsState.class),
            Map.entry("16 6", JanusEvent.ConnectionState.class),
            Map.entry("32 1", JanusEvent.MediaState.class),
            Map.entry("32 2", JanusEvent.SlowLink.class),
            Map.entry("32 3", JanusEvent.MediaStats.class),
            Map.entry("64", JanusEvent.Plugin.class),
            Map.entry("128", JanusEvent.Transport.class),
            Map.entry("256 1", JanusEvent.ServerStatus.class),
            Map.entry("256 2", JanusEvent.ServerShutdown.class));

    private JanusEventTable() {}

    /**
     * Decodes one event.
     *
     * @throws JanusProtocolException if it is none
     */
    static JanusEvent decode(RawJson envelope) {
        RawJson event = envelope.member("event");
        if (event == null || envelope.member("type") == null) {
            throw new JanusProtocolException("an event with a type was expected, found something else");
        }
        RawJson head = Json.flatten(envelope, null, Set.of("event"), Map.of());
        JanusEvent.Origin origin = head.as(JanusEvent.Origin.class);
        Class<? extends JanusEvent> type = typeOf(origin, event);
        if (type != null) {
            boolean named = origin.type() == SESSION || origin.type() == HANDLE;
            try {
                return Json.flatten(event, null, named ? Set.of("name") : Set.of(), Map.of("origin", head))
                        .as(type);
            } catch (JanusProtocolException e) {
                // Kept below: other events in the same body may be fine.
            }
        }
        return new JanusEvent.Unknown(origin, event);
    }

    private static @Nullable Class<? extends JanusEvent> typeOf(JanusEvent.Origin origin, RawJson event) {
        Class<? extends JanusEvent> only = ROWS.get(String.valueOf(origin.type()));
        if (only != null) {
            return only;
        }
        String name = event.string("name");
        String which = name != null && origin.subtype() == null ? name : Objects.toString(origin.subtype());
        return ROWS.get(origin.type() + " " + which);
    }
}
