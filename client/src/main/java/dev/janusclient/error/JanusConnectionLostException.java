// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import dev.janusclient.transport.CloseReason;

/**
 * The connection ended after a request was sent, or while it was, and before the answer came. Whether Janus carried out the
 * request is unknown; it is never re-sent by this library. One that certainly was not sent ends as {@link
 * JanusNotSentException}.
 */
public final class JanusConnectionLostException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;
    private final transient CloseReason reason;

    public JanusConnectionLostException(String request, CloseReason reason) {
        super(
                "connection lost (" + reason.kind() + ": " + reason.detail() + ") before '" + request
                        + "' was answered; its outcome is unknown",
                reason.cause());
        this.request = request;
        this.reason = reason;
    }

    /** The request, for example {@code attach} or {@code join}. */
    public String request() {
        return request;
    }

    /** What ended the connection. */
    public CloseReason reason() {
        return reason;
    }
}
