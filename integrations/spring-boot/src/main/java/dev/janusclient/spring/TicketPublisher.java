// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.handover.HandoverTicket;

/**
 * A bean that passes a session's ticket on to its next owner when this application ends: into a queue, a database, another
 * process. Whoever has the ticket can take the session; see {@code TicketCipher} for one that must not be read on its way.
 */
@FunctionalInterface
public interface TicketPublisher {
    /** Passes a ticket on. On the thread that ends the application, once for each session; what it throws is logged. */
    void publish(HandoverTicket ticket);
}
