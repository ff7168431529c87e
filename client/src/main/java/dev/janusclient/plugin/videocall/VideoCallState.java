// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a video call handle knows, kept from its events. All of it but the offer travels in a handover ticket.
 *
 * @param username the name we are registered with
 * @param peer the other party of the call there is
 * @param call how far the call is
 * @param pendingOffer an offer that waits for our answer
 */
@Json
public record VideoCallState(@Nullable String username, @Nullable String peer, Call call, @Nullable Jsep pendingOffer) {
    /** A handle of which nothing is known. */
    public static final VideoCallState EMPTY = new VideoCallState(null, null, Call.NONE, null);

    /** How far a call is. */
    public enum Call {
        NONE,
        /** The peer's side rings. */
        OUTGOING,
        /** Our side rings. */
        INCOMING,
        /** It is answered. */
        UP
    }

    static final StateTable<VideoCallState> TABLE = StateTable.builder(VideoCallState.class, EMPTY)
            .after(
                    VideoCallEvent.Registered.class,
                    (state, registered) ->
                            new VideoCallState(registered.username(), state.peer, state.call, state.pendingOffer))
            .after(
                    VideoCallEvent.Calling.class,
                    (state, calling) -> new VideoCallState(state.username, state.peer, Call.OUTGOING, null))
            .after(
                    VideoCallEvent.IncomingCall.class,
                    (state, call) -> new VideoCallState(state.username, call.username(), Call.INCOMING, call.jsep()))
            .after(VideoCallEvent.Accepted.class, VideoCallState::accepted)
            .after(VideoCallEvent.Update.class, (state, update) -> state.withOffer(offerIn(update)))
            .after(VideoCallEvent.Hangup.class, (state, hangup) -> state.ended())
            .afterHangup(VideoCallState::ended)
            .offer(VideoCallState::pendingOffer, VideoCallState::withOffer)
            .recovery(VideoCallState::recovery)
            .build();

    public VideoCallState {
        Objects.requireNonNull(call, "call");
    }

    VideoCallState calling(String whom) {
        return call == Call.NONE ? new VideoCallState(username, whom, Call.NONE, null) : this;
    }

    /** The call we asked for did not come about; one that there is stays. */
    VideoCallState notCalling() {
        return call == Call.NONE ? new VideoCallState(username, null, Call.NONE, null) : this;
    }

    VideoCallState withOffer(@Nullable Jsep offer) {
        return new VideoCallState(username, peer, call, offer);
    }

    private VideoCallState accepted(VideoCallEvent.Accepted event) {
        return new VideoCallState(username, event.username() == null ? peer : event.username(), Call.UP, null);
    }

    private static @Nullable Jsep offerIn(VideoCallEvent.Update update) {
        Jsep jsep = update.jsep();
        return jsep != null && jsep.isOffer() ? jsep : null;
    }

    VideoCallState ended() {
        return new VideoCallState(username, null, Call.NONE, null);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        return switch (call) {
            case NONE -> new MediaRecovery.None();
            case INCOMING ->
                pendingOffer == null
                        ? new MediaRecovery.Unknown()
                        : new MediaRecovery.AnswerOffer(pendingOffer, "accept");
            case OUTGOING ->
                new MediaRecovery.Unrecoverable(
                        "the call to " + peer + " was offered a PeerConnection that is gone; only a new call helps");
            case UP ->
                new MediaRecovery.Unrecoverable("a new PeerConnection needs hangup(), and that ends the call with "
                        + peer + " on both sides; only a new call helps");
        };
    }
}
