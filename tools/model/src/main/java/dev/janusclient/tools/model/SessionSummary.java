// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import org.jspecify.annotations.Nullable;

/**
 * One session. What Janus says of it comes with its handles, so little is known of one without any.
 *
 * @param handles how many it has
 * @param transport how its owner is or was connected, for example {@code janus.transport.websockets}; null if it has no handles
 * @param orphan whether its owner's connection is gone; null if that is not known: no event handler reported the session's creation, it
 *     was claimed since, or it has no handles
 * @param idleSeconds since its last request; null if it has no handles
 * @param timeoutSeconds after how long without a request it ends; null if it has no handles
 * @param reclaimLeftSeconds how long an orphan can still be claimed, at most; null if it is none
 * @param ageSeconds since it was created; null if no event handler reported that
 * @param owner who owns it, by the ownership store; null if there is no store, or no owner in it
 * @param epoch of the ownership; null if the store does not have it
 */
public record SessionSummary(
        long sessionId,
        int handles,
        @Nullable String transport,
        @Nullable Boolean orphan,
        @Nullable Long idleSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Long reclaimLeftSeconds,
        @Nullable Long ageSeconds,
        @Nullable String owner,
        @Nullable Long epoch) {
    SessionSummary ownedBy(@Nullable String name, long since) {
        return new SessionSummary(
                sessionId,
                handles,
                transport,
                orphan,
                idleSeconds,
                timeoutSeconds,
                reclaimLeftSeconds,
                ageSeconds,
                name,
                since);
    }
}
