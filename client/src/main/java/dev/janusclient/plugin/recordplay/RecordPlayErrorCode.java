// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

/** The error codes of the record and play plugin. */
public enum RecordPlayErrorCode {
    NO_MESSAGE(411),
    INVALID_JSON(412),
    INVALID_REQUEST(413),
    INVALID_ELEMENT(414),
    MISSING_ELEMENT(415),
    NOT_FOUND(416),
    INVALID_RECORDING(417),
    INVALID_STATE(418),
    INVALID_SDP(419),
    RECORDING_EXISTS(420),
    /** Janus 1.3.1 and later. */
    UNAUTHORIZED(440),
    UNKNOWN_ERROR(499);

    private static final RecordPlayErrorCode[] ALL = values();
    private final int code;

    RecordPlayErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (RecordPlayErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
