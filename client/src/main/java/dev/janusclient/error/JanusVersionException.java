// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/** The request is newer than the connected server; it was not sent. */
public final class JanusVersionException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String needed;
    private final String connected;

    public JanusVersionException(String request, String needed, String connected) {
        super("'" + request + "' needs Janus " + needed + ", the connected server is " + connected);
        this.needed = needed;
        this.connected = connected;
    }

    /** The first version that has the request. */
    public String needed() {
        return needed;
    }

    /** The version of the connected server. */
    public String connected() {
        return connected;
    }
}
