// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.JoinResult;
import java.time.Duration;

/** A live member has the name under which another one wants to join. */
final class NameTakenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final Duration leaseLeft;

    NameTakenException(JoinResult.NameTaken taken) {
        super("name: a live member, " + taken.holder() + ", has it; its lease lasts for "
                + taken.leaseLeft().toMillis() + " ms unless it is renewed");
        this.leaseLeft = taken.leaseLeft();
    }

    /** When the name is free unless the lease is renewed. */
    Duration leaseLeft() {
        return leaseLeft;
    }
}
