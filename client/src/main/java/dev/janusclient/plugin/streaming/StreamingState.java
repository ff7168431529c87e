// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Streaming handle knows of what it watches, kept from its requests and events. All of it but the offer travels in a
 * handover ticket's state: who watches again after a core hangup needs it.
 *
 * @param mountpoint what is watched, or was until its PeerConnection ended; null if nothing is
 * @param phase how far it is
 * @param pendingOffer Janus's offer, if it waits for our answer: the first one, or one that changes what is watched
 */
@Json
public record StreamingState(@Nullable JanusId mountpoint, Phase phase, @Nullable Jsep pendingOffer) {
    /** A handle that watches nothing, or of which nothing is known. */
    public static final StreamingState EMPTY = new StreamingState(null, Phase.IDLE, null);

    /** How far watching is. */
    public enum Phase {
        IDLE,
        /** Janus's first offer waits for our answer. */
        OFFERED,
        STARTING,
        STARTED,
        PAUSED
    }

    static final StateTable<StreamingState> TABLE = StateTable.builder(StreamingState.class, EMPTY)
            .after(StreamingEvent.Preparing.class, (state, told) -> state.in(Phase.OFFERED, told.jsep()))
            .after(StreamingEvent.Updating.class, (state, updating) -> state.withOffer(updating.jsep()))
            .after(StreamingEvent.Starting.class, (state, starting) -> state.in(Phase.STARTING, null))
            .after(StreamingEvent.Started.class, (state, started) -> state.in(Phase.STARTED, null))
            .after(StreamingEvent.Pausing.class, (state, pausing) -> state.in(Phase.PAUSED, state.pendingOffer))
            .after(StreamingEvent.Switched.class, (state, switched) -> state.watching(switched.id()))
            .after(StreamingEvent.Stopping.class, (state, stopping) -> EMPTY)
            .after(StreamingEvent.Stopped.class, (state, stopped) -> EMPTY)
            .after(StreamingEvent.KickedAll.class, (state, kicked) -> EMPTY)
            .afterHangup(state -> state.in(Phase.IDLE, null))
            .offer(StreamingState::pendingOffer, StreamingState::withOffer)
            .recovery(StreamingState::recovery)
            .build();

    public StreamingState {
        Objects.requireNonNull(phase, "phase");
    }

    private StreamingState in(Phase now, @Nullable Jsep offer) {
        return new StreamingState(mountpoint, now, offer);
    }

    /** The state after we asked to watch something: no event names it. */
    StreamingState watching(@Nullable JanusId asked) {
        return new StreamingState(asked, phase, pendingOffer);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        return switch (phase) {
            case IDLE -> new MediaRecovery.None();
            case OFFERED ->
                pendingOffer == null
                        ? new MediaRecovery.Unknown()
                        : new MediaRecovery.AnswerOffer(pendingOffer, "start");
            case STARTING, STARTED, PAUSED -> new MediaRecovery.RestartOnHandle("watch");
        };
    }

    StreamingState withOffer(@Nullable Jsep offer) {
        return new StreamingState(mountpoint, phase, offer);
    }
}
