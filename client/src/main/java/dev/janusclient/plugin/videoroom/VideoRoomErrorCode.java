// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.error.ErrorCode;

/** The error codes of the video room plugin. */
public enum VideoRoomErrorCode implements ErrorCode {
    NO_MESSAGE(421),
    INVALID_JSON(422),
    INVALID_REQUEST(423),
    JOIN_FIRST(424),
    ALREADY_JOINED(425),
    NO_SUCH_ROOM(426),
    ROOM_EXISTS(427),
    NO_SUCH_FEED(428),
    MISSING_ELEMENT(429),
    INVALID_ELEMENT(430),
    INVALID_SDP_TYPE(431),
    PUBLISHERS_FULL(432),
    UNAUTHORIZED(433),
    ALREADY_PUBLISHED(434),
    NOT_PUBLISHED(435),
    ID_EXISTS(436),
    INVALID_SDP(437),
    /** Janus 1.2.2 and later. */
    INVALID_FEED(438),
    UNKNOWN_ERROR(499);

    private final int code;

    VideoRoomErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
