// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.error.JanusException;

/** A call could not be replaced by a new one, and is over. The message says what was tried, and what came of it. */
public final class JanusSipCallLostException extends JanusException {
    private static final long serialVersionUID = 1L;

    JanusSipCallLostException(String message) {
        super(message);
    }
}
