// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

/**
 * What a client holds at one moment, as {@link JanusClient#load()} counts it.
 *
 * @param sessions that are active or being reclaimed
 * @param handles of those sessions
 * @param pendingRequests that wait for an answer
 * @param queuedEvents that wait for their listeners to return
 */
public record ClientLoad(int sessions, int handles, int pendingRequests, int queuedEvents) {}
