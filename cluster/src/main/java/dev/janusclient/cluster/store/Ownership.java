// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import org.jspecify.annotations.Nullable;

/**
 * A session's row, without its ticket.
 *
 * @param owner who owns it, or owned it until its lease expired; null if it was released
 * @param epoch the number of its last transition; it starts at 1 and grows by one with each
 */
public record Ownership(SessionKey session, String kind, @Nullable MemberId owner, long epoch) {}
