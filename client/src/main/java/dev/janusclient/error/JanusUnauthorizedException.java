// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** 403: the API secret or token is missing or wrong. Janus checks this before it looks whether a session exists. */
public final class JanusUnauthorizedException extends JanusServerException {
    private static final long serialVersionUID = 1L;

    JanusUnauthorizedException(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(request, code, errorCode, reason);
    }
}
