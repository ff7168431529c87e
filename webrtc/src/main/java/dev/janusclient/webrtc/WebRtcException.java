// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.error.JanusException;
import org.jspecify.annotations.Nullable;

/** Something about the media failed: a description that was refused, a connection that was not made, a deadline that passed. */
public final class WebRtcException extends JanusException {
    private static final long serialVersionUID = 1L;

    WebRtcException(String message) {
        super(message);
    }

    WebRtcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
