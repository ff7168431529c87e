// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/** Janus answered a request with {@code "janus":"error"}. */
public class JanusServerException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final String codeName;
    private final String reason;

    JanusServerException(String request, int code, String codeName, String reason) {
        super("Janus refused '" + request + "': " + code + " " + codeName + " (" + reason + ")");
        this.code = code;
        this.codeName = codeName;
        this.reason = reason;
    }

    /** The right exception for a code: the ones that callers tell apart have a type of their own. */
    public static JanusServerException of(String request, int code, String codeName, String reason) {
        return switch (code) {
            case 403 -> new JanusUnauthorizedException(request, code, codeName, reason);
            case 458 -> new JanusSessionNotFoundException(request, code, codeName, reason);
            case 459 -> new JanusHandleNotFoundException(request, code, codeName, reason);
            default -> new JanusServerException(request, code, codeName, reason);
        };
    }

    /** The number Janus gave, as in its {@code apierror.h}. */
    public int code() {
        return code;
    }

    /** The name of {@link #code()} in Janus's source, or {@code UNKNOWN}. */
    public String codeName() {
        return codeName;
    }

    /** What Janus said beside the number. */
    public String reason() {
        return reason;
    }
}
