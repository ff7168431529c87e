// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
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

    static final StateTable<NoSipState> TABLE = StateTable.builder(NoSipState.class, EMPTY)
            .after(NoSipEvent.Description.class, (state, description) -> new NoSipState(true, null))
            .after(NoSipEvent.Processed.class, NoSipState::processed)
            .after(NoSipEvent.HangingUp.class, (state, hangingUp) -> EMPTY)
            .afterHangup(state -> EMPTY)
            .offer(NoSipState::pendingOffer, NoSipState::withOffer)
            .recovery(NoSipState::recovery)
            .build();

    private NoSipState processed(NoSipEvent.Processed processed) {
        Jsep jsep = processed.jsep();
        return withOffer(jsep != null && jsep.isOffer() ? jsep : null);
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
