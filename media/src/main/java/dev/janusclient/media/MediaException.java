// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.error.JanusException;
import org.jspecify.annotations.Nullable;

/** Something about a leg failed: a description that can't be used, a connection that was not made, a time limit that passed. */
public final class MediaException extends JanusException {
    private static final long serialVersionUID = 1L;

    MediaException(String message) {
        super(message);
    }

    MediaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
