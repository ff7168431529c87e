// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import dev.janusclient.internal.log.Printable;

/**
 * A request was sent, and its answer goes to another process, which has claimed the session. The request may have been
 * carried out. The session is inactive here.
 */
public final class JanusClaimedElsewhereException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;

    public JanusClaimedElsewhereException(String request, String evidence) {
        super(Printable.onOneLine(
                "'" + request + "' has no answer here: another process has claimed the session (" + evidence + ")"));
        this.request = request;
    }

    /** The request, for example {@code join}. */
    public String request() {
        return request;
    }
}
