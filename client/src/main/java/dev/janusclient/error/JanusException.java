// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import dev.janusclient.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws or fails a future with. Messages name the field or request and never a secret. They
 * are one line: what Janus says in it has question marks for control characters.
 */
public abstract class JanusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected JanusException(String message) {
        super(Printable.onOneLine(message));
    }

    protected JanusException(String message, @Nullable Throwable cause) {
        super(Printable.onOneLine(message), cause);
    }
}
