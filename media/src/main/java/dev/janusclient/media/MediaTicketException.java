// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.error.JanusException;
import org.jspecify.annotations.Nullable;

/** A {@link MediaTicket} that can't be used. */
public final class MediaTicketException extends JanusException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Fault {
        /** The text is no ticket, or of a version that is not known. */
        MALFORMED,
        /** It was sealed with a key that is not among those given. */
        UNKNOWN_KEY,
        /** It was altered, or sealed for another session or handle. */
        NOT_AUTHENTIC,
        /** It was sealed in another epoch: by an owner before the last one, or one that came since. */
        OTHER_EPOCH,
        /** It was sealed too long ago. */
        EXPIRED
    }

    private final Fault fault;

    MediaTicketException(Fault fault, String message) {
        this(fault, message, null);
    }

    MediaTicketException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Why the ticket can't be used. */
    public Fault fault() {
        return fault;
    }
}
