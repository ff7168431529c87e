// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.error.ErrorCode;

/** The error codes of the record and play plugin. */
public enum RecordPlayErrorCode implements ErrorCode {
    NO_MESSAGE(411),
    INVALID_JSON(412),
    INVALID_REQUEST(413),
    INVALID_ELEMENT(414),
    MISSING_ELEMENT(415),
    NOT_FOUND(416),
    INVALID_RECORDING(417),
    INVALID_STATE(418),
    INVALID_SDP(419),
    RECORDING_EXISTS(420),
    /** Janus 1.3.1 and later. */
    UNAUTHORIZED(440),
    UNKNOWN_ERROR(499);

    private final int code;

    RecordPlayErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
