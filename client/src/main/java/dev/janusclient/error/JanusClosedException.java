// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/** A request was not sent because the client is closed. One that had been sent before ends as {@link JanusConnectionLostException}. */
public final class JanusClosedException extends JanusNotSentException {
    private static final long serialVersionUID = 1L;

    public JanusClosedException(String request) {
        super(request, "the client is closed");
    }
}
