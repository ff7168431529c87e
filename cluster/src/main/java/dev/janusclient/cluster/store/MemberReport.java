// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/**
 * What a member reports with each renewal, for the others to share sessions by.
 *
 * @param sessions how many sessions it owns
 * @param draining whether it is giving its sessions away and takes none
 */
public record MemberReport(int sessions, boolean draining) {
    public MemberReport {
        if (sessions < 0) {
            throw new IllegalArgumentException("sessions: " + sessions + " is negative");
        }
    }
}
