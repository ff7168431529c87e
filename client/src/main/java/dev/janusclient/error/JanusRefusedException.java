// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/**
 * A request was refused: by Janus itself ({@link JanusServerException}) or by a plugin ({@link JanusPluginException}). It was
 * received and answered, so that its outcome is known.
 */
public abstract class JanusRefusedException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;
    private final int code;
    private final @Nullable ErrorCode errorCode;
    private final String reason;

    JanusRefusedException(String who, String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(who + " refused '" + request + "': " + code + " " + ErrorCode.nameOf(errorCode) + " ("
                + ErrorCode.text(reason) + ")");
        this.request = request;
        this.code = code;
        this.errorCode = errorCode;
        this.reason = ErrorCode.text(reason);
    }

    JanusRefusedException(JanusRefusedException refusal, String note) {
        super(refusal.getMessage() + note);
        this.request = refusal.request;
        this.code = refusal.code;
        this.errorCode = refusal.errorCode;
        this.reason = refusal.reason;
        setStackTrace(refusal.getStackTrace());
    }

    /** The request that was refused, for example {@code attach} or {@code join}. */
    public String request() {
        return request;
    }

    /** The number on the wire: as in Janus's {@code apierror.h}, or the plugin's own; 0 where a plugin gives none. */
    public int code() {
        return code;
    }

    /**
     * The code, to be compared with a constant of {@code CoreError} or of the plugin's enum ({@code ==
     * SipErrorCode.WRONG_STATE}); null for a number that this version does not know, such as 0.
     */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    /** The name of {@link #code()} in the source of Janus or of the plugin, or {@code UNKNOWN}. */
    public String codeName() {
        return ErrorCode.nameOf(errorCode);
    }

    /** The text beside the number, without the end of line that some of Janus's have. */
    public String reason() {
        return reason;
    }
}
