// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

/** The error codes of the echo test plugin. */
public enum EchoTestErrorCode {
    NO_MESSAGE(411),
    INVALID_JSON(412),
    INVALID_ELEMENT(413),
    INVALID_SDP(414);

    private static final EchoTestErrorCode[] ALL = values();
    private final int code;

    EchoTestErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (EchoTestErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
