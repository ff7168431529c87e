// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

/** The error codes of the video call plugin. */
public enum VideoCallErrorCode {
    NO_MESSAGE(470),
    INVALID_JSON(471),
    INVALID_REQUEST(472),
    REGISTER_FIRST(473),
    INVALID_ELEMENT(474),
    MISSING_ELEMENT(475),
    USERNAME_TAKEN(476),
    ALREADY_REGISTERED(477),
    NO_SUCH_USERNAME(478),
    USE_ECHO_TEST(479),
    ALREADY_IN_CALL(480),
    NO_CALL(481),
    MISSING_SDP(482),
    INVALID_SDP(483),
    UNKNOWN_ERROR(499);

    private static final VideoCallErrorCode[] ALL = values();
    private final int code;

    VideoCallErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (VideoCallErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
