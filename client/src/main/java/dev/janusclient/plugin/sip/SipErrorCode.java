// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

/** The error codes of the SIP plugin. */
public enum SipErrorCode {
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

    private static final SipErrorCode[] ALL = values();
    private final int code;

    SipErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name for a number; {@code UNKNOWN} for one that is not in the table, such as 0. */
    static String nameOf(int code) {
        for (SipErrorCode error : ALL) {
            if (error.code == code) {
                return error.name();
            }
        }
        return "UNKNOWN";
    }
}
