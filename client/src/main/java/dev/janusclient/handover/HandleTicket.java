// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One handle in a {@link HandoverTicket}.
 *
 * @param handleId the handle's id at Janus
 * @param plugin the plugin's package name, for example {@code janus.plugin.sip}
 * @param opaqueId the opaque id it was attached with
 * @param pendingOffer an offer of Janus's that waits for an answer; without it a ringing call can't be answered
 * @param state what the plugin's handle knows and Janus can't be asked for; its shape is the plugin's own
 * @param recent the last few events the handle received, oldest first: with them a journal finds where the gap begins
 * @param unreplayable what may happen to the handle, as it is, without Janus telling its event handlers; sentences for a person
 * @param media what another process needs to continue the handle's media, encrypted by whoever wrote it; null if it can't be
 *     continued
 */
@Json
public record HandleTicket(
        long handleId,
        String plugin,
        @Nullable String opaqueId,
        @Nullable Jsep pendingOffer,
        @Nullable RawJson state,
        List<EventFingerprint> recent,
        @Json.Alias("untraced") List<String> unreplayable,
        @Nullable String media) {
    /** How many recent events are kept: if a ticket has fewer, they are all there ever were. */
    public static final int MAX_RECENT = 8;

    /**
     * An event that a handle received.
     *
     * @param type its name: the tag of its row in the plugin's table ({@code result.event=incomingcall}); for an event of the
     *     core the word in its {@code janus} member ({@code webrtcup}); {@code unknown} for one of no row. In a ticket of
     *     version 1 it is the simple name of the event's class
     * @param at when it came, in milliseconds since 1970
     * @param content stands for what it said; 0 if it says nothing but its type
     */
    @Json
    public record EventFingerprint(String type, long at, int content) {
        public EventFingerprint {
            Objects.requireNonNull(type, "recent.type");
            HandoverTicket.requireTime("recent.at", at);
        }

        /**
         * Whether an event has this name.
         *
         * @param name the event's, as in {@link #type()}; null if it is not known
         * @param eventType what it decodes to, whose simple name stands in a ticket of version 1; null if it is not known
         */
        public boolean isOf(@Nullable String name, @Nullable Class<?> eventType) {
            return type.equals(name) || (eventType != null && type.equals(eventType.getSimpleName()));
        }
    }

    public HandleTicket {
        if (handleId <= 0) {
            throw new IllegalArgumentException("handleId: " + handleId + " is not the id of a handle");
        }
        Objects.requireNonNull(plugin, "plugin");
        recent = recent == null ? List.of() : List.copyOf(recent);
        unreplayable = unreplayable == null ? List.of() : List.copyOf(unreplayable);
    }

    /** A ticket of a handle whose media can't be continued. */
    public HandleTicket(
            long handleId,
            String plugin,
            @Nullable String opaqueId,
            @Nullable Jsep pendingOffer,
            @Nullable RawJson state,
            List<EventFingerprint> recent,
            List<String> unreplayable) {
        this(handleId, plugin, opaqueId, pendingOffer, state, recent, unreplayable, null);
    }

    /** Names the plugin, and leaves out the rest: ids, names, addresses, and what is in an offer. */
    @Override
    public String toString() {
        return plugin;
    }
}
