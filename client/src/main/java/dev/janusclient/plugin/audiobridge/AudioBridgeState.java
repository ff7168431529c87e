// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
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
 * @param media whether a PeerConnection was negotiated
 * @param others who else takes part; null if not known
 * @param pendingOffer Janus's offer, if it was asked to make one and waits for our answer
 */
@Json
public record AudioBridgeState(
        @Nullable JanusId room,
        @Nullable JanusId id,
        @Nullable String display,
        @Nullable Boolean muted,
        boolean media,
        @Nullable AudioBridgeOthers others,
        @Nullable Jsep pendingOffer) {
    /** A handle that takes no part in a room, or of which nothing is known. */
    public static final AudioBridgeState EMPTY = new AudioBridgeState(null, null, null, null, false, null, null);

    private static final Set<Class<?>> CHANGES = Set.of(
            AudioBridgeEvent.Joined.class,
            AudioBridgeEvent.RoomChanged.class,
            AudioBridgeEvent.Configured.class,
            AudioBridgeEvent.PeerJoined.class,
            AudioBridgeEvent.PeerLeft.class,
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
            return new AudioBridgeState(
                            joined.room(),
                            joined.id(),
                            asked.display,
                            asked.muted,
                            media,
                            AudioBridgeOthers.of(joined.participants()),
                            pendingOffer)
                    .described(joined.jsep());
        } else if (event instanceof AudioBridgeEvent.RoomChanged changed) {
            return new AudioBridgeState(
                    changed.room(),
                    changed.id(),
                    asked.display,
                    asked.muted,
                    media,
                    AudioBridgeOthers.of(changed.participants()),
                    pendingOffer);
        } else if (event instanceof AudioBridgeEvent.Configured configured) {
            return described(configured.jsep());
        } else if (event instanceof AudioBridgeEvent.PeerJoined peer) {
            return withOthers(others == null ? null : others.with(peer.participants()));
        } else if (event instanceof AudioBridgeEvent.PeerLeft peer) {
            return withOthers(others == null ? null : others.without(peer.leaving()));
        } else if (event instanceof AudioBridgeEvent.ParticipantChanged changed) {
            return after(changed);
        } else if (event instanceof AudioBridgeEvent.Kicked kicked) {
            return kicked.kicked().equals(id)
                    ? EMPTY
                    : withOthers(others == null ? null : others.without(kicked.kicked()));
        }
        return EMPTY;
    }

    private AudioBridgeState after(AudioBridgeEvent.ParticipantChanged changed) {
        for (AudioBridgeParticipant participant : changed.participants()) {
            if (participant.id().equals(id)) {
                return new AudioBridgeState(
                        room, id, participant.display(), participant.muted(), media, others, pendingOffer);
            }
        }
        return withOthers(others == null ? null : others.with(changed.participants()));
    }

    /** With what Janus said of the PeerConnection: its answer, or its offer. */
    private AudioBridgeState described(@Nullable Jsep jsep) {
        if (jsep == null) {
            return this;
        }
        return jsep.isAnswer() ? negotiated(true) : withOffer(jsep);
    }

    private AudioBridgeState withOthers(@Nullable AudioBridgeOthers now) {
        return new AudioBridgeState(room, id, display, muted, media, now, pendingOffer);
    }

    /** The state of a handle that takes part in a room without our knowing how it came there. */
    AudioBridgeState found(JanusId inRoom, JanusId as, @Nullable String called) {
        return new AudioBridgeState(inRoom, as, called, null, media, null, pendingOffer);
    }

    AudioBridgeState withOffer(@Nullable Jsep offer) {
        return new AudioBridgeState(room, id, display, muted, media, others, offer);
    }

    /** The state after a negotiation, or after the end of the PeerConnection. */
    AudioBridgeState negotiated(boolean up) {
        return new AudioBridgeState(room, id, display, muted, up, others, null);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        if (media) {
            return new MediaRecovery.RestartOnHandle("join");
        }
        return pendingOffer == null
                ? new MediaRecovery.None()
                : new MediaRecovery.AnswerOffer(pendingOffer, "configure");
    }

    /** The state with what we asked for ourselves, which no event repeats; null stays what it was. */
    AudioBridgeState asked(@Nullable String newDisplay, @Nullable Boolean newMuted) {
        return new AudioBridgeState(
                room,
                id,
                newDisplay == null ? display : newDisplay,
                newMuted == null ? muted : newMuted,
                media,
                others,
                pendingOffer);
    }
}
