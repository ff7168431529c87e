// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.error.ErrorCode;

/** The error codes of the text room plugin. */
public enum TextRoomErrorCode implements ErrorCode {
    NO_MESSAGE(411),
    INVALID_JSON(412),
    MISSING_ELEMENT(413),
    INVALID_ELEMENT(414),
    INVALID_REQUEST(415),
    ALREADY_SETUP(416),
    NO_SUCH_ROOM(417),
    ROOM_EXISTS(418),
    UNAUTHORIZED(419),
    USERNAME_EXISTS(420),
    ALREADY_IN_ROOM(421),
    NOT_IN_ROOM(422),
    NO_SUCH_USER(423),
    UNKNOWN_ERROR(499);

    private final int code;

    TextRoomErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
