// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

/** The error codes of the voice mail plugin. */
public enum VoicemailErrorCode {
    NO_MESSAGE(460),
    INVALID_JSON(461),
    INVALID_REQUEST(462),
    MISSING_ELEMENT(463),
    INVALID_ELEMENT(464),
    ALREADY_RECORDING(465),
    IO_ERROR(466),
    LIBOGG_ERROR(467),
    INVALID_STATE(468),
    UNKNOWN_ERROR(499);

    private static final VoicemailErrorCode[] ALL = values();
    private final int code;

    VoicemailErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (VoicemailErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
