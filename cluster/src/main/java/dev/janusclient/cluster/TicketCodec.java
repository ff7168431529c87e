// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketTerms;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.LostReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How tickets are written for the store, and read.
 *
 * @param form signs or encrypts them; null if they are stored as they are
 */
record TicketCodec(@Nullable TicketForm form) {
    String write(HandoverTicket ticket) {
        return form == null ? ticket.toJson() : form.write(ticket, TicketTerms.NONE);
    }

    /** Hands a session off, so that what is forwarded is authenticated as the ticket is. */
    HandoverTicket handOff(JanusSession session) {
        return form == null ? session.handOff() : session.handOff(form.keys());
    }

    /** Takes the session of a ticket back. */
    CompletableFuture<ReclaimOutcome> take(Reclaim reclaim, String text) {
        if (form != null) {
            return reclaim.take(text, form);
        }
        try {
            return reclaim.take(HandoverTicket.fromJson(text));
        } catch (JanusHandoverTicketException e) {
            return CompletableFuture.completedFuture(
                    new ReclaimOutcome.Lost(0, LostReason.INVALID_TICKET, String.valueOf(e.getMessage())));
        }
    }
}
