// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** A handover ticket can't be used: not a ticket, of an unknown version, unsigned, altered, or for another server. */
public final class JanusHandoverTicketException extends JanusException {
    private static final long serialVersionUID = 1L;

    public JanusHandoverTicketException(String message) {
        this(message, null);
    }

    public JanusHandoverTicketException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
