// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.error.ErrorCode;

/** The error codes of the SIP plugin. */
public enum SipErrorCode implements ErrorCode {
    NO_MESSAGE(440),
    INVALID_JSON(441),
    INVALID_REQUEST(442),
    MISSING_ELEMENT(443),
    INVALID_ELEMENT(444),
    ALREADY_REGISTERED(445),
    INVALID_ADDRESS(446),
    WRONG_STATE(447),
    MISSING_SDP(448),
    LIBSOFIA_ERROR(449),
    IO_ERROR(450),
    RECORDING_ERROR(451),
    TOO_STRICT(452),
    HELPER_ERROR(453),
    NO_SUCH_CALLID(454),
    NO_SUCH_STREAM(455),
    UNKNOWN_ERROR(499);

    private final int code;

    SipErrorCode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
