// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
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

    /** The state after an event; a pure function. */
    StreamingState after(StreamingEvent event) {
        if (event instanceof StreamingEvent.Preparing preparing) {
            return new StreamingState(mountpoint, Phase.OFFERED, preparing.jsep());
        } else if (event instanceof StreamingEvent.Updating updating) {
            return withOffer(updating.jsep());
        } else if (event instanceof StreamingEvent.Starting) {
            return new StreamingState(mountpoint, Phase.STARTING, null);
        } else if (event instanceof StreamingEvent.Started) {
            return new StreamingState(mountpoint, Phase.STARTED, null);
        } else if (event instanceof StreamingEvent.Pausing) {
            return new StreamingState(mountpoint, Phase.PAUSED, pendingOffer);
        } else if (event instanceof StreamingEvent.Switched switched) {
            return new StreamingState(switched.id(), phase, pendingOffer);
        } else if (event instanceof StreamingEvent.Stopping
                || event instanceof StreamingEvent.Idle
                || event instanceof StreamingEvent.Stopped
                || event instanceof StreamingEvent.KickedAll) {
            return EMPTY;
        }
        return this;
    }

    /** The state after we asked to watch something: no event names it. */
    StreamingState watching(@Nullable JanusId asked) {
        return new StreamingState(asked, phase, pendingOffer);
    }

    /** The state after the end of the PeerConnection: what was watched can be watched again. */
    StreamingState hungUp() {
        return new StreamingState(mountpoint, Phase.IDLE, null);
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
