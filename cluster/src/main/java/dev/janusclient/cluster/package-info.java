// SPDX-License-Identifier: Apache-2.0
/**
 * Members with leases, and the sessions they own: {@link dev.janusclient.cluster.ClusterMember} is where to begin. A member sends
 * nothing for a session unless it owns the session and its lease lasts.
 */
@NullMarked
package dev.janusclient.cluster;

import org.jspecify.annotations.NullMarked;
