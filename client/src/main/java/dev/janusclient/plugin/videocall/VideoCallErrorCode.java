// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.error.ErrorCode;

/** The error codes of the video call plugin. */
public enum VideoCallErrorCode implements ErrorCode {
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

    private final int code;

    VideoCallErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
