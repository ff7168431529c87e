// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.internal.message.Version;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the owner of a handle was sent, or would have been, from what Janus sent its event handlers. Janus words the two
 * differently, and every plugin in its own way; a description and the event it belongs to are sent apart, and what a room
 * sends each participant is sent to event handlers once, of the handle that caused it.
 */
@FunctionalInterface
public interface ReplayTranslator {
    /** Knows what every handle receives, whatever its plugin; nothing of what the plugin sends. */
    ReplayTranslator NONE = (handle, events) -> {
        ReplayBuilder core = new ReplayBuilder(handle);
        events.forEach(event -> {
            if (!core.take(event) && core.isOwnPluginEvent(event)) {
                core.unreplayable(
                        event.at(),
                        null,
                        "an event of " + handle.ticket().plugin() + " was sent, and is not understood");
            }
        });
        return core.translation();
    };

    /**
     * Translates.
     *
     * @param events of event handlers with their envelopes, in order: all of the handle that are known, from before the
     *     gap too, and of other handles those that may concern it
     * @return everything the owner was or would have been sent; the caller finds out what it has received already
     */
    Translation translate(HandleContext handle, List<MissedEvent> events);

    /**
     * Whose events are translated.
     *
     * @param server where it is
     * @param ticket what the last owner knew
     */
    record HandleContext(ServerIdentity server, HandleTicket ticket) {
        /** Whether the server has what came with a version. */
        public boolean serverHas(String version) {
            return Version.atLeast(server.version(), version);
        }
    }

    /** What came of it, in order. What is not sent to an owner has nothing here. */
    record Translation(List<ReplayItem> items) {
        public Translation {
            items = List.copyOf(items);
        }
    }

    /** Something an owner was sent or would have been. */
    sealed interface ReplayItem {
        /** When Janus sent it. */
        Instant at();
    }

    /**
     * A message to a handle's owner.
     *
     * @param json as Janus would have sent it; session and sender may be missing
     */
    record Message(Instant at, RawJson json) implements ReplayItem {}

    /**
     * Something that can't be said exactly.
     *
     * @param tag the tag of the event's row in the plugin's {@link EventTable}; null if that is not known either
     * @param certain whether an owner was sent it at all; if not, it may have been
     * @param what a sentence for a person
     */
    record Unreplayable(Instant at, @Nullable String tag, boolean certain, String what) implements ReplayItem {}
}
