// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an AudioBridge handle knows of its own part, kept from its requests and events. It travels in a handover ticket: who
 * joins again after a core hangup needs it.
 *
 * @param room the room it takes part in; null outside
 * @param id its own id there
 * @param display its name there, as far as this side gave it
 * @param muted whether it is muted; null if not known
 * @param suspended true while it is suspended, else null: who joins again begins like that ({@code suspended})
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
        @Nullable Boolean suspended,
        boolean media,
        @Nullable AudioBridgeOthers others,
        @Nullable Jsep pendingOffer) {
    /** A handle that takes no part in a room, or of which nothing is known. */
    public static final AudioBridgeState EMPTY = new AudioBridgeState(null, null, null, null, null, false, null, null);

    static final StateTable<AudioBridgeState> TABLE = StateTable.builder(AudioBridgeState.class, EMPTY)
            .after(AudioBridgeEvent.Joined.class, (state, joined) -> state.in(
                            joined.room(), joined.id(), joined.participants())
                    .described(joined.jsep()))
            .after(
                    AudioBridgeEvent.RoomChanged.class,
                    (state, changed) -> state.in(changed.room(), changed.id(), changed.participants()))
            .after(AudioBridgeEvent.Configured.class, (state, configured) -> state.described(configured.jsep()))
            .after(AudioBridgeEvent.PeerJoined.class, (state, peer) -> state.others(o -> o.with(peer.participants())))
            .after(AudioBridgeEvent.PeerLeft.class, (state, peer) -> state.others(o -> o.without(peer.leaving())))
            .after(AudioBridgeEvent.ParticipantChanged.class, AudioBridgeState::changed)
            .after(AudioBridgeEvent.Suspended.class, (state, event) -> state.suspended(event.suspended(), true))
            .after(
                    AudioBridgeEvent.Resumed.class,
                    (state, event) -> state.resumed(event.resumed(), event.participants()))
            .after(AudioBridgeEvent.Kicked.class, (state, kicked) -> state.kicked(kicked.kicked()))
            .after(AudioBridgeEvent.KickedAll.class, (state, kicked) -> EMPTY)
            .after(AudioBridgeEvent.Left.class, (state, left) -> EMPTY)
            .after(AudioBridgeEvent.Destroyed.class, (state, destroyed) -> EMPTY)
            .afterHangup(state -> state.negotiated(false))
            .offer(AudioBridgeState::pendingOffer, AudioBridgeState::withOffer)
            .recovery(AudioBridgeState::recovery)
            .build();

    /** In a room; under which name and whether muted only the request says. */
    private AudioBridgeState in(JanusId inRoom, JanusId as, List<AudioBridgeParticipant> participants) {
        return new AudioBridgeState(
                inRoom, as, null, null, null, media, AudioBridgeOthers.of(participants), pendingOffer);
    }

    private AudioBridgeState kicked(JanusId who) {
        return who.equals(id) ? EMPTY : others(o -> o.without(who));
    }

    private AudioBridgeState suspended(JanusId who, boolean now) {
        return who.equals(id)
                ? new AudioBridgeState(room, id, display, muted, now ? true : null, media, others, pendingOffer)
                : others(o -> o.suspended(who, now));
    }

    /** Who was sent no events meanwhile is sent who takes part now. */
    private AudioBridgeState resumed(JanusId who, @Nullable List<AudioBridgeParticipant> participants) {
        AudioBridgeState now = suspended(who, false);
        return participants == null
                ? now
                : new AudioBridgeState(
                        room,
                        id,
                        display,
                        muted,
                        now.suspended,
                        media,
                        AudioBridgeOthers.of(participants),
                        pendingOffer);
    }

    private AudioBridgeState changed(AudioBridgeEvent.ParticipantChanged changed) {
        for (AudioBridgeParticipant participant : changed.participants()) {
            if (participant.id().equals(id)) {
                return new AudioBridgeState(
                        room,
                        id,
                        participant.display(),
                        participant.muted(),
                        participant.suspended() ? true : null,
                        media,
                        others,
                        pendingOffer);
            }
        }
        return others(o -> o.with(changed.participants()));
    }

    /** With what Janus said of the PeerConnection: its answer, or its offer. */
    private AudioBridgeState described(@Nullable Jsep jsep) {
        if (jsep == null) {
            return this;
        }
        return jsep.isAnswer() ? negotiated(true) : withOffer(jsep);
    }

    private AudioBridgeState others(Function<AudioBridgeOthers, @Nullable AudioBridgeOthers> change) {
        AudioBridgeOthers now = others == null ? null : change.apply(others);
        return new AudioBridgeState(room, id, display, muted, suspended, media, now, pendingOffer);
    }

    /** The state of a handle that takes part in a room without our knowing how it came there. */
    AudioBridgeState found(JanusId inRoom, JanusId as, @Nullable String called, @Nullable Boolean nowSuspended) {
        return new AudioBridgeState(inRoom, as, called, null, nowSuspended, media, null, pendingOffer);
    }

    AudioBridgeState withOffer(@Nullable Jsep offer) {
        return new AudioBridgeState(room, id, display, muted, suspended, media, others, offer);
    }

    /** The state after a negotiation, or after the end of the PeerConnection. */
    AudioBridgeState negotiated(boolean up) {
        return new AudioBridgeState(room, id, display, muted, suspended, up, others, null);
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
    AudioBridgeState asked(@Nullable String newDisplay, @Nullable Boolean newMuted, @Nullable Boolean newSuspended) {
        return new AudioBridgeState(
                room,
                id,
                newDisplay == null ? display : newDisplay,
                newMuted == null ? muted : newMuted,
                newSuspended == null ? suspended : newSuspended,
                media,
                others,
                pendingOffer);
    }
}
