// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.MemberId;

/** Why a member has lost a session that it has not given up. It has sent nothing for the session since. */
public sealed interface OwnershipLoss {
    /**
     * Another member owns the session.
     *
     * @param epoch the session's epoch now
     */
    record TakenOver(MemberId by, long epoch) implements OwnershipLoss {}

    /** The member's lease has expired. The session is free to take. */
    record LeaseExpired() implements OwnershipLoss {}

    /** The store does not have the session, or has it at another epoch and without an owner. */
    record Removed() implements OwnershipLoss {}
}
