// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a NoSIP handle knows, kept from its events. All of it but the offer travels in a handover ticket.
 *
 * @param media whether a description of a PeerConnection of ours was taken
 * @param pendingOffer an offer that waits for our answer
 */
@Json
public record NoSipState(boolean media, @Nullable Jsep pendingOffer) {
    /** A handle without a session, or of which nothing is known. */
    public static final NoSipState EMPTY = new NoSipState(false, null);

    private static final Set<Class<?>> CHANGING =
            Set.of(NoSipEvent.Description.class, NoSipEvent.Processed.class, NoSipEvent.HangingUp.class);

    /** Whether an event changes anything here. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGING.contains(eventType);
    }

    NoSipState after(NoSipEvent event) {
        if (event instanceof NoSipEvent.Description) {
            return new NoSipState(true, null);
        } else if (event instanceof NoSipEvent.Processed processed) {
            Jsep jsep = processed.jsep();
            return withOffer(jsep != null && jsep.isOffer() ? jsep : null);
        }
        return EMPTY;
    }

    NoSipState withOffer(@Nullable Jsep offer) {
        return new NoSipState(media, offer);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        if (media) {
            return new MediaRecovery.RestartOnNewHandle("generate");
        }
        return pendingOffer == null
                ? new MediaRecovery.None()
                : new MediaRecovery.AnswerOffer(pendingOffer, "generate");
    }
}
