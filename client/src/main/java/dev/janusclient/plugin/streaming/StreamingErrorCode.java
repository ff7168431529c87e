// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

/** The error codes of the Streaming plugin. */
public enum StreamingErrorCode {
    NO_MESSAGE(450),
    INVALID_JSON(451),
    INVALID_REQUEST(452),
    MISSING_ELEMENT(453),
    INVALID_ELEMENT(454),
    NO_SUCH_MOUNTPOINT(455),
    CANT_CREATE(456),
    UNAUTHORIZED(457),
    CANT_SWITCH(458),
    CANT_RECORD(459),
    INVALID_STATE(460),
    INVALID_SDP(461),
    UNKNOWN_ERROR(470);

    private static final StreamingErrorCode[] ALL = values();
    private final int code;

    StreamingErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (StreamingErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
