// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;

/** A way to write tickets for hands that must not alter them, or must not read them either. Thread-safe. */
public sealed interface TicketForm permits TicketSigner, TicketCipher {
    /** The ticket as text. */
    String write(HandoverTicket ticket, TicketTerms terms);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JanusHandoverTicketException if the text is no such ticket, was altered, or its terms do not allow its use
     */
    HandoverTicket read(String text, TicketRecipient recipient);

    /** What protects it, and the events that are forwarded by its issuer. */
    HandoverKeys keys();
}
