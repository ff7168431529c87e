// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/** A new ticket of a session that the caller owns. */
public record SessionTicket(SessionEpoch held, String ticket) {
    /** Leaves the ticket out: who can read it can take over the session. */
    @Override
    public String toString() {
        return "SessionTicket[held=" + held + "]";
    }
}
