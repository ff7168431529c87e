// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import dev.janusclient.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Why a transport ended.
 *
 * @param kind what happened
 * @param detail a sentence for a person, without secrets
 * @param cause the exception behind it, if there was one
 */
public record CloseReason(Kind kind, String detail, @Nullable Throwable cause) {
    public CloseReason {
        detail = Printable.onOneLine(detail);
    }

    /** What ended a transport. */
    public enum Kind {
        /** {@link JanusTransport#close()} was called. */
        CLIENT_CLOSED,
        /** The other side closed in an orderly way. */
        SERVER_CLOSED,
        /** The connection broke: reset, end of stream without a close, a network error. */
        IO_ERROR,
        /** Nothing was heard for longer than the idle limit, pings included: the socket is half open. */
        IDLE_TIMEOUT,
        /** Something came in that breaks the transport's own rules: an oversized or malformed frame. */
        PROTOCOL_ERROR
    }
}
