// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** 458: the session does not exist (any more): destroyed, timed out, on another server, or Janus was restarted. */
public final class JanusSessionNotFoundException extends JanusServerException {
    private static final long serialVersionUID = 1L;

    JanusSessionNotFoundException(String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(request, code, errorCode, reason);
    }
}
