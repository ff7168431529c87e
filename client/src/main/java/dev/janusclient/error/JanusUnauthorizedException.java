// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/** 403: the API secret or token is missing or wrong. Janus checks this before it looks whether a session exists. */
public final class JanusUnauthorizedException extends JanusServerException {
    private static final long serialVersionUID = 1L;

    JanusUnauthorizedException(String request, int code, String codeName, String reason) {
        super(request, code, codeName, reason);
    }
}
