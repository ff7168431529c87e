package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** A handover ticket can't be used: not a ticket, of an unknown version, unsigned, altered, or for another server. */
public final class HandoverTicketException extends JanusException {
    private static final long serialVersionUID = 1L;

    public HandoverTicketException(String message) {
        this(message, null);
    }

    public HandoverTicketException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
