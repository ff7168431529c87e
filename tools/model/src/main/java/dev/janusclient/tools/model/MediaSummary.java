// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * What goes through a PeerConnection, all of its streams together.
 *
 * @param bitsIn received by Janus in the last second
 * @param bitsOut sent by Janus in the last second
 * @param lost packets that Janus did not receive, since the beginning
 * @param lostByRemote packets that the other side did not receive, since the beginning
 * @param rttMillis the longest round-trip time of its streams; 0 if it is not known
 */
public record MediaSummary(long bitsIn, long bitsOut, long lost, long lostByRemote, long rttMillis) {
    static MediaSummary of(HandleInfo.PeerConnection connection) {
        long[] sums = new long[5];
        connection.media().values().forEach(medium -> {
            sums[0] += number(medium.stats(), "in", "bytes_lastsec") * 8;
            sums[1] += number(medium.stats(), "out", "bytes_lastsec") * 8;
            sums[2] += number(medium.rtcp(), "main", "lost");
            sums[3] += number(medium.rtcp(), "main", "lost-by-remote");
            sums[4] = Math.max(sums[4], number(medium.rtcp(), "main", "rtt"));
        });
        return new MediaSummary(sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    private static long number(@Nullable RawJson outer, String inner, String member) {
        RawJson object = outer == null ? null : outer.member(inner);
        return object == null ? 0 : ObservedEvent.number(object, member);
    }
}
