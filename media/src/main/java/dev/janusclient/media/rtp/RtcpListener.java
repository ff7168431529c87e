// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/** What an RTCP packet says (RFC 3550 section 6). Numbers are as they are in the packet; SSRCs and timestamps are unsigned. */
public interface RtcpListener {
    /**
     * A sender's report of itself.
     *
     * @param ntp when it was made, in seconds since 1900 with 32 bits behind the point
     * @param timestamp the same moment in RTP timestamps
     * @param packets sent since the beginning, unsigned
     * @param octets of payload since the beginning, unsigned
     */
    default void senderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {}

    /**
     * What the reporter received from a source.
     *
     * @param fractionLost of 256, since the report before
     * @param lost packets since the beginning; negative if duplicates came
     * @param highest sequence number, with the rollover counter in the upper 16 bits
     * @param jitter in RTP timestamp units, unsigned
     * @param lastReport the middle 32 bits of the NTP time of the last sender report that came; 0 if none
     * @param sinceLastReport how long ago that was, in 1/65,536 s, unsigned
     */
    default void reportBlock(
            int reporter,
            int source,
            int fractionLost,
            int lost,
            int highest,
            int jitter,
            int lastReport,
            int sinceLastReport) {}

    /** The canonical name of a source. */
    default void canonicalName(int ssrc, String name) {}

    /** A source has ended. */
    default void bye(int ssrc) {}
}
