// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record and play handle knows, kept from its events. All of it but the offer travels in a handover ticket.
 *
 * @param activity what it does
 * @param recording the id of the recording that is made or played; null while idle
 * @param paused whether the recording pauses
 * @param media whether a PeerConnection was negotiated
 * @param pendingOffer an offer that waits for our answer
 */
@Json
public record RecordPlayState(
        Activity activity, @Nullable Long recording, boolean paused, boolean media, @Nullable Jsep pendingOffer) {
    /** A handle that does nothing. */
    public static final RecordPlayState IDLE = new RecordPlayState(Activity.IDLE, null, false, false, null);

    static final StateTable<RecordPlayState> TABLE = StateTable.builder(RecordPlayState.class, IDLE)
            .after(
                    RecordPlayEvent.Recording.class,
                    (state, begun) -> new RecordPlayState(Activity.RECORDING, begun.id(), state.paused, true, null))
            .after(
                    RecordPlayEvent.Preparing.class,
                    (state, ready) -> new RecordPlayState(Activity.PLAYING, ready.id(), false, false, ready.jsep()))
            .after(RecordPlayEvent.Restarting.class, (state, restarting) -> state.withOffer(restarting.jsep()))
            .after(
                    RecordPlayEvent.Playing.class,
                    (state, playing) -> new RecordPlayState(state.activity, state.recording, state.paused, true, null))
            .after(RecordPlayEvent.Paused.class, (state, paused) -> state.nowPaused(true))
            .after(RecordPlayEvent.Resumed.class, (state, resumed) -> state.nowPaused(false))
            .after(RecordPlayEvent.Stopped.class, (state, stopped) -> IDLE)
            .after(RecordPlayEvent.Done.class, (state, done) -> IDLE)
            .offer(RecordPlayState::pendingOffer, RecordPlayState::withOffer)
            .recovery(RecordPlayState::recovery)
            .build();

    public RecordPlayState {
        Objects.requireNonNull(activity, "activity");
    }

    /** What a handle does. */
    public enum Activity {
        IDLE,
        RECORDING,
        /** It plays, or waits for our answer to begin. */
        PLAYING
    }

    RecordPlayState withOffer(@Nullable Jsep offer) {
        return new RecordPlayState(activity, recording, paused, media, offer);
    }

    private RecordPlayState nowPaused(boolean pauses) {
        return new RecordPlayState(activity, recording, pauses, media, pendingOffer);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        return switch (activity) {
            case IDLE -> new MediaRecovery.None();
            case RECORDING ->
                new MediaRecovery.Unrecoverable(
                        "nothing more comes into recording " + recording + "; stop() finishes it");
            case PLAYING -> {
                if (media) {
                    yield new MediaRecovery.RestartOnNewHandle("play");
                }
                yield pendingOffer == null
                        ? new MediaRecovery.Unknown()
                        : new MediaRecovery.AnswerOffer(pendingOffer, "start");
            }
        };
    }
}
