// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/**
 * Names one session of one Janus.
 *
 * @param server the name that all members have configured for the server; 1 to 128 of {@code A-Z a-z 0-9 . _ : -}
 * @param sessionId the session's id at that server; positive
 */
public record SessionKey(String server, long sessionId) {
    public SessionKey {
        Names.check("server", server);
        if (sessionId <= 0) {
            throw new IllegalArgumentException("sessionId: " + sessionId + " is not the id of a session");
        }
    }

    @Override
    public String toString() {
        return server + "/" + sessionId;
    }
}
