// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.error.ErrorCode;

/** The error codes of the echo test plugin. */
public enum EchoTestErrorCode implements ErrorCode {
    NO_MESSAGE(411),
    INVALID_JSON(412),
    INVALID_ELEMENT(413),
    INVALID_SDP(414);

    private final int code;

    EchoTestErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
