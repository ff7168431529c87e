// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.Json;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ticket's terms as JSON ({@code expires}, {@code audience}, {@code once}), and whether they allow its use. */
final class TicketEnvelope {
    private static final Set<String> KNOWN = Set.of("expires", "audience", "once");

    private TicketEnvelope() {}

    /** The terms from now on; null if there are none. */
    static @Nullable RawJson write(TicketTerms terms) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        if (terms.lifetime() != null) {
            long expires = System.currentTimeMillis() + terms.lifetime().toMillis();
            members.put("expires", Json.encode(Long.class, expires));
        }
        if (terms.audience() != null) {
            members.put("audience", Json.encode(String.class, terms.audience()));
        }
        if (terms.once()) {
            members.put("once", Json.encode(String.class, UUID.randomUUID().toString()));
        }
        return members.isEmpty() ? null : Json.flatten(RawJson.of("{}"), null, Set.of(), members);
    }

    /**
     * Reads the ticket, if its terms allow it.
     *
     * @param terms as {@link #write} wrote them, authenticated; null for none
     * @throws JanusHandoverTicketException if they do not, or if it is no ticket
     */
    static HandoverTicket open(RawJson ticket, @Nullable RawJson terms, TicketRecipient recipient) {
        if (terms == null) {
            return HandoverTicket.decode(ticket);
        }
        for (MemberCursor member = terms.members(); member.next(); ) {
            if (!KNOWN.contains(member.name())) {
                throw new JanusHandoverTicketException("the ticket has terms that this library does not know");
            }
        }
        RawJson expires = terms.member("expires");
        if (expires != null && expires.asLong() < recipient.now()) {
            throw new JanusHandoverTicketException("the ticket has expired");
        }
        if (terms.has("audience") && !String.valueOf(terms.string("audience")).equals(recipient.name())) {
            throw new JanusHandoverTicketException("the ticket is for another recipient");
        }
        HandoverTicket opened = HandoverTicket.decode(ticket);
        if (terms.has("once")) {
            // Last: a ticket that is refused is not used up.
            use(String.valueOf(terms.string("once")), expires, recipient.used());
        }
        return opened;
    }

    private static void use(String id, @Nullable RawJson expires, @Nullable UsedTickets used) {
        if (used == null || expires == null) {
            throw new JanusHandoverTicketException(
                    "the ticket may be used only once, and this recipient does not remember which were");
        }
        if (!used.use(id, Instant.ofEpochMilli(expires.asLong()))) {
            throw new JanusHandoverTicketException("the ticket was used already");
        }
    }
}
