// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/**
 * A session that a member has just created or claimed, and that the store does not have yet.
 *
 * @param kind what the application calls sessions of this sort: a member takes over only kinds that it has a handler for; 1 to 128
 *     of {@code A-Z a-z 0-9 . _ : -}
 * @param ticket the session's first ticket
 */
public record NewSession(SessionKey session, String kind, String ticket) {
    public NewSession {
        Names.check("kind", kind);
    }

    /** Leaves the ticket out: who can read it can take over the session. */
    @Override
    public String toString() {
        return "NewSession[session=" + session + ", kind=" + kind + "]";
    }
}
