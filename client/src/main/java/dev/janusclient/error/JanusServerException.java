// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** Janus answered a request with {@code "janus":"error"}. */
public class JanusServerException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final @Nullable ErrorCode errorCode;
    private final String reason;

    JanusServerException(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super("Janus refused '" + request + "': " + code + " " + ErrorCode.nameOf(errorCode) + " (" + reason + ")");
        this.code = code;
        this.errorCode = errorCode;
        this.reason = reason;
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

    /** The number Janus gave, as in its {@code apierror.h}. */
    public int code() {
        return code;
    }

    /**
     * The core's code, to be compared with a constant of {@code CoreError}; null for a number that this version does not
     * know.
     */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    /** The name of {@link #code()} in Janus's source, or {@code UNKNOWN}. */
    public String codeName() {
        return ErrorCode.nameOf(errorCode);
    }

    /** What Janus said beside the number. */
    public String reason() {
        return reason;
    }
}
