// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/** A new ticket of a session that the caller owns. */
public record SessionTicket(SessionEpoch held, String ticket) {}
