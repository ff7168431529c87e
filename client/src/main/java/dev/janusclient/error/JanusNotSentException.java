// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import dev.janusclient.internal.log.Printable;

/**
 * A request was not sent, so that it has had no effect: its session is not active here (it is being recovered, was handed
 * off, or has ended), or its connection was found closed before anything was written. Where a request may have been sent and its outcome is not
 * known, a {@link JanusConnectionLostException} or a {@link JanusTimeoutException} says so instead.
 *
 * <p>An {@link IllegalStateException}, as documented for attaching to a session that is not active.
 */
public class JanusNotSentException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String request;

    public JanusNotSentException(String request, String why) {
        super(Printable.onOneLine("'" + request + "' was not sent: " + why));
        this.request = request;
    }

    /** The request, for example {@code attach} or {@code join}. */
    public String request() {
        return request;
    }
}
