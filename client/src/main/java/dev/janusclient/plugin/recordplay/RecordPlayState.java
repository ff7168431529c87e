// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Set;
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
    private static final Set<Class<?>> CHANGING = Set.of(
            RecordPlayEvent.Recording.class,
            RecordPlayEvent.Preparing.class,
            RecordPlayEvent.Restarting.class,
            RecordPlayEvent.Playing.class,
            RecordPlayEvent.Stopped.class,
            RecordPlayEvent.Paused.class,
            RecordPlayEvent.Resumed.class,
            RecordPlayEvent.Done.class);

    /** A handle that does nothing. */
    public static final RecordPlayState IDLE = new RecordPlayState(Activity.IDLE, null, false, false, null);

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

    /** Whether an event changes anything here. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGING.contains(eventType);
    }

    RecordPlayState after(RecordPlayEvent event) {
        if (event instanceof RecordPlayEvent.Recording started) {
            return new RecordPlayState(Activity.RECORDING, started.id(), paused, true, null);
        } else if (event instanceof RecordPlayEvent.Preparing preparing) {
            return new RecordPlayState(Activity.PLAYING, preparing.id(), false, false, preparing.jsep());
        } else if (event instanceof RecordPlayEvent.Restarting restarting) {
            return withOffer(restarting.jsep());
        } else if (event instanceof RecordPlayEvent.Playing) {
            return new RecordPlayState(activity, recording, paused, true, null);
        } else if (event instanceof RecordPlayEvent.Paused) {
            return new RecordPlayState(activity, recording, true, media, pendingOffer);
        } else if (event instanceof RecordPlayEvent.Resumed) {
            return new RecordPlayState(activity, recording, false, media, pendingOffer);
        } else if (event instanceof RecordPlayEvent.Stopped || event instanceof RecordPlayEvent.Done) {
            return IDLE;
        }
        return this;
    }
}
