// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who reads tickets: a name, and the tickets that were used already. Immutable. */
public final class TicketRecipient {
    /** One without a name, who can't tell whether a ticket was used: tickets whose terms ask for either are refused. */
    public static final TicketRecipient ANYONE = new TicketRecipient(null, null, Clock.systemUTC());

    private final @Nullable String name;
    private final @Nullable UsedTickets used;
    private final Clock clock;

    private TicketRecipient(@Nullable String name, @Nullable UsedTickets used, Clock clock) {
        this.name = name;
        this.used = used;
        this.clock = clock;
    }

    /** One of a name, which is what {@link TicketTerms#audience()} asks for. */
    public static TicketRecipient named(String name) {
        return new TicketRecipient(name, ANYONE.used, ANYONE.clock);
    }

    /**
     * The same, who remembers the tickets that may be used only once.
     *
     * @param tickets all processes that may get a ticket have to share one
     */
    public TicketRecipient remembering(UsedTickets tickets) {
        return new TicketRecipient(name, tickets, clock);
    }

    /** The same, by a clock of a test's. */
    TicketRecipient by(Clock time) {
        return new TicketRecipient(name, used, time);
    }

    @Nullable String name() {
        return name;
    }

    @Nullable UsedTickets used() {
        return used;
    }

    long now() {
        return clock.millis();
    }
}
