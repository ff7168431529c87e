// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

/**
 * What has gone over the wire since the connection was made.
 *
 * @param audio RTP of the audio
 * @param video RTP of the video
 */
public record PeerStats(Rtp audio, Rtp video) {
    /**
     * The RTP of one kind of media, summed over its streams.
     *
     * @param packetsSent packets from us
     * @param bytesSent payload bytes from us
     * @param packetsReceived packets to us
     * @param bytesReceived payload bytes to us
     * @param packetsLost packets to us that never came, as far as their numbers tell
     */
    public record Rtp(long packetsSent, long bytesSent, long packetsReceived, long bytesReceived, long packetsLost) {
        static final Rtp NONE = new Rtp(0, 0, 0, 0, 0);

        Rtp plus(Rtp other) {
            return new Rtp(
                    packetsSent + other.packetsSent,
                    bytesSent + other.bytesSent,
                    packetsReceived + other.packetsReceived,
                    bytesReceived + other.bytesReceived,
                    packetsLost + other.packetsLost);
        }
    }
}
