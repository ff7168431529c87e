// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

/** The error codes of the NoSIP plugin. */
public enum NoSipErrorCode {
    NO_MESSAGE(440),
    INVALID_JSON(441),
    INVALID_REQUEST(442),
    MISSING_ELEMENT(443),
    INVALID_ELEMENT(444),
    WRONG_STATE(445),
    MISSING_SDP(446),
    INVALID_SDP(447),
    IO_ERROR(448),
    RECORDING_ERROR(449),
    TOO_STRICT(450),
    /** Janus 1.4.0 and later. */
    NO_SUCH_STREAM(451),
    UNKNOWN_ERROR(499);

    private static final NoSipErrorCode[] ALL = values();
    private final int code;

    NoSipErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (NoSipErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
