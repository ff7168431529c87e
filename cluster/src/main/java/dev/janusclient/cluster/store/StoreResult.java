// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import org.jspecify.annotations.Nullable;

/** What came of one change of one session. Nothing was changed unless it is {@link Ok}. */
public sealed interface StoreResult {
    /**
     * It was done.
     *
     * @param epoch the session's epoch now; for a removed session, its last one
     * @param ticket the session's ticket where it was acquired or created; null otherwise
     */
    record Ok(long epoch, @Nullable String ticket) implements StoreResult {
        /** Leaves the ticket out: who can read it can take over the session. */
        @Override
        public String toString() {
            return "Ok[epoch=" + epoch + "]";
        }
    }

    /** Another member owns the session, under a lease that has not expired. */
    record NotOwner(MemberId owner, long epoch) implements StoreResult {}

    /**
     * The session's epoch is another than the caller's, or the caller's owner has changed meanwhile, and no live member owns it.
     *
     * @param epoch the session's epoch now
     */
    record StaleEpoch(long epoch) implements StoreResult {}

    /** The caller's own lease has expired, or it has not joined. */
    record Expired() implements StoreResult {}

    /** The store does not have the session. */
    record Missing() implements StoreResult {}
}
