// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/** The request is newer than the connected server; it was not sent. */
public final class JanusVersionException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;
    private final String needed;
    private final String connected;

    public JanusVersionException(String request, String needed, String connected) {
        this(request, null, needed, connected);
    }

    /** @param member the member of the request that the server does not know; null if it does not know the request */
    public JanusVersionException(String request, @Nullable String member, String needed, String connected) {
        super("'" + request + (member == null ? "" : "." + member) + "' needs Janus " + needed
                + ", the connected server is " + connected);
        this.request = request;
        this.needed = needed;
        this.connected = connected;
    }

    /** The request, for example {@code attach} or {@code join}. */
    public String request() {
        return request;
    }

    /** The first version that has the request, or the member that was set. */
    public String needed() {
        return needed;
    }

    /** The version of the connected server. */
    public String connected() {
        return connected;
    }
}
