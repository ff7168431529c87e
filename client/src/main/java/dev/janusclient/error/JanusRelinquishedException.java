// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/**
 * A request was sent, and its answer is not waited for any more: this process has given up control of the session, or has lost its
 * ownership. The request may have been carried out.
 */
public final class JanusRelinquishedException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;
    private final transient RelinquishReason reason;

    public JanusRelinquishedException(String request, RelinquishReason reason) {
        super("the answer to '" + request + "' is not waited for: the session is not active here any more: "
                + reason.text());
        this.request = request;
        this.reason = reason;
    }

    /** The request, for example {@code join}. */
    public String request() {
        return request;
    }

    /** Why the session is not active here any more. */
    public RelinquishReason reason() {
        return reason;
    }
}
