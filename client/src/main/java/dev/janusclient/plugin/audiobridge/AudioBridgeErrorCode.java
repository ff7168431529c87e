// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

/** The error codes of the AudioBridge plugin. */
public enum AudioBridgeErrorCode {
    NO_MESSAGE(480),
    INVALID_JSON(481),
    INVALID_REQUEST(482),
    MISSING_ELEMENT(483),
    INVALID_ELEMENT(484),
    NO_SUCH_ROOM(485),
    ROOM_EXISTS(486),
    NOT_JOINED(487),
    LIBOPUS_ERROR(488),
    UNAUTHORIZED(489),
    ID_EXISTS(490),
    ALREADY_JOINED(491),
    NO_SUCH_USER(492),
    INVALID_SDP(493),
    NO_SUCH_GROUP(494),
    UNKNOWN_ERROR(499);

    private static final AudioBridgeErrorCode[] ALL = values();
    private final int code;

    AudioBridgeErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (AudioBridgeErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
