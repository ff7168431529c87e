// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.error.ErrorCode;

/** The error codes of the Streaming plugin. */
public enum StreamingErrorCode implements ErrorCode {
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

    private final int code;

    StreamingErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
