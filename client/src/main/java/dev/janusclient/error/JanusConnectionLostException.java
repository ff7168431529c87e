// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import dev.janusclient.transport.CloseReason;

/**
 * The connection ended before the answer came. Whether Janus carried out the request is unknown; it is never re-sent by
 * this library.
 */
public final class JanusConnectionLostException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final transient CloseReason reason;

    public JanusConnectionLostException(String request, CloseReason reason) {
        super(
                "connection lost (" + reason.kind() + ": " + reason.detail() + ") before '" + request
                        + "' was answered; its outcome is unknown",
                reason.cause());
        this.reason = reason;
    }

    /** What ended the connection. */
    public CloseReason reason() {
        return reason;
    }
}
