// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

/**
 * What has gone through a leg.
 *
 * @param packetsSent RTP packets
 * @param packetsReceived RTP packets that were authentic and came the first time
 * @param packetsRefused packets that were not authentic, or came again
 * @param handshakes DTLS handshakes that ended well: 1, or 0 for a leg that another process began
 */
public record MediaLegStats(long packetsSent, long packetsReceived, long packetsRefused, int handshakes) {}
