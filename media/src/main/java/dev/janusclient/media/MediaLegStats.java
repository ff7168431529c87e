// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.rtp.ReceptionReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has gone through a leg. The other side is Janus, or whoever it passes RTCP on from.
 *
 * @param packetsSent RTP packets
 * @param packetsReceived RTP packets that were authentic and came the first time
 * @param packetsRefused packets that were not authentic, or came again
 * @param handshakes DTLS handshakes that ended well: 1, or 0 for a leg that another process began
 * @param inbound what came here of what the other side sends; null before the first packet. With a source that replaces another, and in
 *     a leg that is continued, the counting begins anew
 * @param remoteInbound what came to the other side of what is sent here, as it has last reported; null until it has
 * @param roundTripTime how long a packet takes there and back; null until the other side has reported on a report of this leg's, which
 *     takes some seconds
 */
public record MediaLegStats(
        long packetsSent,
        long packetsReceived,
        long packetsRefused,
        int handshakes,
        @Nullable ReceptionReport inbound,
        @Nullable ReceptionReport remoteInbound,
        @Nullable Duration roundTripTime) {}
