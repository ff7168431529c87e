package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import io.avaje.jsonb.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an AudioBridge handle knows of its own part, kept from its requests and events. It travels in a handover ticket: who
 * joins again after a core hangup needs it.
 *
 * @param room the room it takes part in; null outside
 * @param id its own id there
 * @param display its name there, as far as this side gave it
 * @param muted whether it is muted; null if not known
 */
@Json
public record AudioBridgeState(
        @Nullable JanusId room, @Nullable JanusId id, @Nullable String display, @Nullable Boolean muted) {
    /** A handle that takes no part in a room, or of which nothing is known. */
    public static final AudioBridgeState EMPTY = new AudioBridgeState(null, null, null, null);

    private static final Set<Class<?>> CHANGES = Set.of(
            AudioBridgeEvent.Joined.class,
            AudioBridgeEvent.RoomChanged.class,
            AudioBridgeEvent.ParticipantChanged.class,
            AudioBridgeEvent.Kicked.class,
            AudioBridgeEvent.KickedAll.class,
            AudioBridgeEvent.Left.class,
            AudioBridgeEvent.Destroyed.class);

    /** Whether events of a type can change the state at all; the others need not be decoded for it. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGES.contains(eventType);
    }

    /**
     * The state after an event; a pure function.
     *
     * @param asked the name and muting we asked for when we joined
     */
    AudioBridgeState after(AudioBridgeEvent event, AudioBridgeState asked) {
        if (event instanceof AudioBridgeEvent.Joined joined) {
            return new AudioBridgeState(joined.room(), joined.id(), asked.display, asked.muted);
        } else if (event instanceof AudioBridgeEvent.RoomChanged changed) {
            return new AudioBridgeState(changed.room(), changed.id(), asked.display, asked.muted);
        } else if (event instanceof AudioBridgeEvent.ParticipantChanged changed) {
            return after(changed);
        } else if (event instanceof AudioBridgeEvent.Kicked kicked) {
            return kicked.kicked().equals(id) ? EMPTY : this;
        }
        return EMPTY;
    }

    private AudioBridgeState after(AudioBridgeEvent.ParticipantChanged changed) {
        for (AudioBridgeParticipant participant : changed.participants()) {
            if (participant.id().equals(id)) {
                return new AudioBridgeState(room, id, participant.display(), participant.muted());
            }
        }
        return this;
    }

    /** The state with what we asked for ourselves, which no event repeats; null stays what it was. */
    AudioBridgeState asked(@Nullable String newDisplay, @Nullable Boolean newMuted) {
        return new AudioBridgeState(
                room, id, newDisplay == null ? display : newDisplay, newMuted == null ? muted : newMuted);
    }
}
