// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import java.time.Duration;

/**
 * A request was acknowledged, and its answer went to another process, which has claimed the session. The request may have been
 * carried out. The session is inactive here.
 */
public final class JanusClaimedElsewhereException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;

    public JanusClaimedElsewhereException(String request, Duration deadline) {
        super("'" + request + "' was acknowledged, but no answer came within " + deadline.toMillis()
                + " ms: another process has claimed the session and receives its events");
        this.request = request;
    }

    /** The request, for example {@code join}. */
    public String request() {
        return request;
    }
}
