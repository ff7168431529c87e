// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.error.ErrorCode;

/** The error codes of the NoSIP plugin. */
public enum NoSipErrorCode implements ErrorCode {
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

    private final int code;

    NoSipErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
