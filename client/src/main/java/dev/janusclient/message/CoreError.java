// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The error codes of the Janus core (its {@code apierror.h}). Codes 0, 490 and those of plugins overlap: ask by context. */
public enum CoreError implements ErrorCode {
    OK(0),
    UNAUTHORIZED(403),
    UNAUTHORIZED_PLUGIN(405),
    UNKNOWN(490),
    TRANSPORT_SPECIFIC(450),
    MISSING_REQUEST(452),
    UNKNOWN_REQUEST(453),
    INVALID_JSON(454),
    INVALID_JSON_OBJECT(455),
    MISSING_MANDATORY_ELEMENT(456),
    INVALID_REQUEST_PATH(457),
    SESSION_NOT_FOUND(458),
    HANDLE_NOT_FOUND(459),
    PLUGIN_NOT_FOUND(460),
    PLUGIN_ATTACH(461),
    PLUGIN_MESSAGE(462),
    PLUGIN_DETACH(463),
    JSEP_UNKNOWN_TYPE(464),
    JSEP_INVALID_SDP(465),
    TRICKE_INVALID_STREAM(466),
    INVALID_ELEMENT_TYPE(467),
    SESSION_CONFLICT(468),
    UNEXPECTED_ANSWER(469),
    TOKEN_NOT_FOUND(470),
    WEBRTC_STATE(471),
    NOT_ACCEPTING_SESSIONS(472);

    private static final List<CoreError> ALL = List.of(values());
    private final int code;

    CoreError(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String wireName() {
        return this == OK ? "JANUS_OK" : "JANUS_ERROR_" + name();
    }

    /** The core's error with a number; null if it is not known. */
    public static @Nullable CoreError of(int code) {
        return ErrorCode.of(ALL, code);
    }
}
