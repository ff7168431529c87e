// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** Something came over the wire that is not what Janus speaks: not JSON, not an object, too deep, or of the wrong shape. */
public final class JanusProtocolException extends JanusException {
    private static final long serialVersionUID = 1L;

    public JanusProtocolException(String message) {
        this(message, null);
    }

    public JanusProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
