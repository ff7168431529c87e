// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** No connection could be made: unknown host, refused, TLS or WebSocket handshake failed, or it took too long. */
public final class JanusConnectException extends JanusException {
    private static final long serialVersionUID = 1L;

    public JanusConnectException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
