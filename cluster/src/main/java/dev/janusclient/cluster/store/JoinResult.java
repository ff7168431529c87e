// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.time.Duration;

/** What came of {@link OwnershipStore#join}. */
public sealed interface JoinResult {
    /** The member has a lease. */
    record Joined() implements JoinResult {}

    /**
     * Another live member has the name.
     *
     * @param leaseLeft when its lease ends unless it is renewed
     */
    record NameTaken(MemberId holder, Duration leaseLeft) implements JoinResult {}
}
