// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to give a session to another member. It holds for one ownership and for the release that ends it: once another
 * member has acquired the session it is over.
 *
 * @param epoch of the ownership that is to end
 * @param from the name of the member that owns the session, or has just released it
 * @param to the name of the member that is to have it; null for any other
 */
public record HandoverRequest(SessionKey session, long epoch, String from, @Nullable String to) {
    public HandoverRequest {
        if (to != null) {
            checkMember(to);
        }
    }

    /** Throws {@link IllegalArgumentException} for what can't be the name of a member. */
    public static void checkMember(String name) {
        Names.check("to", name);
    }

    /** Whether it holds, given the session's row; null if there is none. */
    boolean holds(@Nullable Ownership row) {
        return row != null && (row.owner() == null ? row.epoch() == epoch + 1 : isOwnedBy(row));
    }

    private boolean isOwnedBy(Ownership row) {
        return row.epoch() == epoch
                && Objects.requireNonNull(row.owner()).name().equals(from);
    }
}
