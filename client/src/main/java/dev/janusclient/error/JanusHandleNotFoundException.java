// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** 459: the handle does not exist in this session (any more). */
public final class JanusHandleNotFoundException extends JanusServerException {
    private static final long serialVersionUID = 1L;

    JanusHandleNotFoundException(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(request, code, errorCode, reason);
    }
}
