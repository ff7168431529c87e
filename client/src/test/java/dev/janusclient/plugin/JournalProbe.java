// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Message;
import dev.janusclient.plugin.ReplayTranslator.ReplayItem;
import dev.janusclient.plugin.ReplayTranslator.Unreplayable;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one plugin makes of the reports of event handlers, and the same events as a living owner receives them. */
public final class JournalProbe<E> {
    /** The handle whose owner was gone. */
    public static final long HANDLE = 77;

    private final String plugin;
    private final EventTable<E> table;
    private final ReplayTranslator translator;
    private final String version;
    private final @Nullable RawJson state;
    private final List<MissedEvent> reports = new ArrayList<>();

    /**
     * Starts with no reports.
     *
     * @param state what the last owner knew
     */
    public JournalProbe(
            String plugin, EventTable<E> table, ReplayTranslator translator, String version, @Nullable RawJson state) {
        this.plugin = plugin;
        this.table = table;
        this.translator = translator;
        this.version = version;
        this.state = state;
    }

    /** Adds a report of the handle's own. */
    public JournalProbe<E> report(Map<String, ?> data) {
        return report(HANDLE, data);
    }

    /** Adds a report of any handle, or of none (0). */
    public JournalProbe<E> report(long handle, Map<String, ?> data) {
        RawJson envelope =
                Json.encode(Map.of("type", 64, "event", Map.of("plugin", plugin, "data", Json.encode(data))));
        Instant at = Instant.ofEpochMilli(1_700_000_000_000L + reports.size());
        reports.add(new MissedEvent(handle, at, MissedEvent.Form.FROM_EVENT_HANDLER, envelope));
        return this;
    }

    /** Adds a report of the core about the handle. */
    public JournalProbe<E> core(int type, int subtype, Map<String, ?> event) {
        RawJson envelope = Json.encode(Map.of("type", type, "subtype", subtype, "event", event));
        Instant at = Instant.ofEpochMilli(1_700_000_000_000L + reports.size());
        reports.add(new MissedEvent(HANDLE, at, MissedEvent.Form.FROM_EVENT_HANDLER, envelope));
        return this;
    }

    /** The kinds of the core's messages that are replayed. */
    public List<String> replayedCore() {
        return items().stream()
                .filter(Message.class::isInstance)
                .map(item -> String.valueOf(((Message) item).json().string("janus")))
                .filter(kind -> !kind.equals("event"))
                .toList();
    }

    /** The event that a living owner is sent, decoded. */
    public E live(Map<String, ?> data) {
        return table.match(Json.encode(data)).decode(null);
    }

    /** The events that are replayed, decoded. */
    public List<E> replayed() {
        return items().stream()
                .filter(Message.class::isInstance)
                .map(item -> table.match(Objects.requireNonNull(
                                Objects.requireNonNull(((Message) item).json().member("plugindata"))
                                        .member("data")))
                        .decode(null))
                .toList();
    }

    /** What can't be replayed. */
    public List<Unreplayable> unreplayable() {
        return items().stream()
                .filter(Unreplayable.class::isInstance)
                .map(Unreplayable.class::cast)
                .toList();
    }

    private List<ReplayItem> items() {
        HandleTicket ticket = new HandleTicket(HANDLE, plugin, null, null, state, List.of(), List.of());
        ServerIdentity server = new ServerIdentity("fake", version, "ws://janus.test");
        return translator.translate(new HandleContext(server, ticket), reports).items();
    }
}
