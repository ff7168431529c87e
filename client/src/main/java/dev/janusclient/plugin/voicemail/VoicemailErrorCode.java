// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import dev.janusclient.error.ErrorCode;

/** The error codes of the voice mail plugin. */
public enum VoicemailErrorCode implements ErrorCode {
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

    private final int code;

    VoicemailErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
