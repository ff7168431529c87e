// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** Janus answered a request with {@code "janus":"error"}. */
public class JanusServerException extends JanusRefusedException {
    private static final long serialVersionUID = 1L;

    JanusServerException(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super("Janus", request, code, errorCode, reason);
    }

    /** The right exception for a code: the ones that callers tell apart have a type of their own. */
    public static JanusServerException of(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        return switch (code) {
            case 403 -> new JanusUnauthorizedException(request, code, errorCode, reason);
            case 458 -> new JanusSessionNotFoundException(request, code, errorCode, reason);
            case 459 -> new JanusHandleNotFoundException(request, code, errorCode, reason);
            default -> new JanusServerException(request, code, errorCode, reason);
        };
    }
}
