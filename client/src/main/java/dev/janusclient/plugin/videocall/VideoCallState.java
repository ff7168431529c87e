// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Set;
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
    private static final Set<Class<?>> CHANGING = Set.of(
            VideoCallEvent.Registered.class,
            VideoCallEvent.Calling.class,
            VideoCallEvent.IncomingCall.class,
            VideoCallEvent.Accepted.class,
            VideoCallEvent.Update.class,
            VideoCallEvent.Hangup.class);

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

    /** Whether an event changes anything here. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGING.contains(eventType);
    }

    VideoCallState after(VideoCallEvent event) {
        if (event instanceof VideoCallEvent.Registered registered) {
            return new VideoCallState(registered.username(), peer, call, pendingOffer);
        } else if (event instanceof VideoCallEvent.Calling) {
            return new VideoCallState(username, peer, Call.OUTGOING, null);
        } else if (event instanceof VideoCallEvent.IncomingCall incoming) {
            return new VideoCallState(username, incoming.username(), Call.INCOMING, incoming.jsep());
        } else if (event instanceof VideoCallEvent.Accepted accepted) {
            return new VideoCallState(
                    username, accepted.username() == null ? peer : accepted.username(), Call.UP, null);
        } else if (event instanceof VideoCallEvent.Update update) {
            Jsep jsep = update.jsep();
            return withOffer(jsep != null && jsep.isOffer() ? jsep : null);
        } else if (event instanceof VideoCallEvent.Hangup) {
            return ended();
        }
        return this;
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
