// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

/**
 * How much an HTTP transport takes at once.
 *
 * @param maxPolls how many sessions are listened to at the same time, each by one waiting request on a connection of its
 *     own; more sessions take turns, and may then wait for as long as Janus holds a poll, 30 seconds. Janus itself takes
 *     1,020 connections from all clients, if its {@code mhd_connection_limit} says nothing else.
 * @param maxRequests how many requests are under way at the same time, each on a connection of its own; more wait
 * @param maxEvents how many events Janus may put into the answer of one poll
 */
public record HttpLimits(int maxPolls, int maxRequests, int maxEvents) {
    /** 500 polls, 16 requests, 20 events. */
    public static final HttpLimits DEFAULT = new HttpLimits(500, 16, 20);

    public HttpLimits {
        if (maxPolls <= 0 || maxRequests <= 0 || maxEvents <= 0) {
            throw new IllegalArgumentException("maxPolls " + maxPolls + ", maxRequests " + maxRequests + ", maxEvents "
                    + maxEvents + ": each must be greater than zero");
        }
    }
}
