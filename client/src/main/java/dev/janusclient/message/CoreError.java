// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

/** The error codes of the Janus core (its {@code apierror.h}). Codes 0, 490 and those of plugins overlap: ask by context. */
public enum CoreError {
    OK(0, "JANUS_OK"),
    UNAUTHORIZED(403, "JANUS_ERROR_UNAUTHORIZED"),
    UNAUTHORIZED_PLUGIN(405, "JANUS_ERROR_UNAUTHORIZED_PLUGIN"),
    UNKNOWN(490, "JANUS_ERROR_UNKNOWN"),
    TRANSPORT_SPECIFIC(450, "JANUS_ERROR_TRANSPORT_SPECIFIC"),
    MISSING_REQUEST(452, "JANUS_ERROR_MISSING_REQUEST"),
    UNKNOWN_REQUEST(453, "JANUS_ERROR_UNKNOWN_REQUEST"),
    INVALID_JSON(454, "JANUS_ERROR_INVALID_JSON"),
    INVALID_JSON_OBJECT(455, "JANUS_ERROR_INVALID_JSON_OBJECT"),
    MISSING_MANDATORY_ELEMENT(456, "JANUS_ERROR_MISSING_MANDATORY_ELEMENT"),
    INVALID_REQUEST_PATH(457, "JANUS_ERROR_INVALID_REQUEST_PATH"),
    SESSION_NOT_FOUND(458, "JANUS_ERROR_SESSION_NOT_FOUND"),
    HANDLE_NOT_FOUND(459, "JANUS_ERROR_HANDLE_NOT_FOUND"),
    PLUGIN_NOT_FOUND(460, "JANUS_ERROR_PLUGIN_NOT_FOUND"),
    PLUGIN_ATTACH(461, "JANUS_ERROR_PLUGIN_ATTACH"),
    PLUGIN_MESSAGE(462, "JANUS_ERROR_PLUGIN_MESSAGE"),
    PLUGIN_DETACH(463, "JANUS_ERROR_PLUGIN_DETACH"),
    JSEP_UNKNOWN_TYPE(464, "JANUS_ERROR_JSEP_UNKNOWN_TYPE"),
    JSEP_INVALID_SDP(465, "JANUS_ERROR_JSEP_INVALID_SDP"),
    TRICKE_INVALID_STREAM(466, "JANUS_ERROR_TRICKE_INVALID_STREAM"),
    INVALID_ELEMENT_TYPE(467, "JANUS_ERROR_INVALID_ELEMENT_TYPE"),
    SESSION_CONFLICT(468, "JANUS_ERROR_SESSION_CONFLICT"),
    UNEXPECTED_ANSWER(469, "JANUS_ERROR_UNEXPECTED_ANSWER"),
    TOKEN_NOT_FOUND(470, "JANUS_ERROR_TOKEN_NOT_FOUND"),
    WEBRTC_STATE(471, "JANUS_ERROR_WEBRTC_STATE"),
    NOT_ACCEPTING_SESSIONS(472, "JANUS_ERROR_NOT_ACCEPTING_SESSIONS");

    private static final CoreError[] ALL = values();
    private final int code;
    private final String wireName;

    CoreError(int code, String wireName) {
        this.code = code;
        this.wireName = wireName;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The name in Janus's source for a code, or {@code UNKNOWN}. */
    public static String nameOf(int code) {
        for (CoreError error : ALL) {
            if (error.code == code) {
                return error.wireName;
            }
        }
        return "UNKNOWN";
    }
}
