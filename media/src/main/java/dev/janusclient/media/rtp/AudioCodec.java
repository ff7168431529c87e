// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/** The codecs that a leg can negotiate. A packet holds 20 ms. */
public enum AudioCodec {
    /** Opus (RFC 7587): 48,000 Hz in RTP timestamps whatever is encoded, two channels in SDP whatever is sent. */
    OPUS("opus", 48_000, 2, 111),
    /** G.711 µ-law (RFC 3551). */
    PCMU("PCMU", 8_000, 1, 0),
    /** G.711 A-law (RFC 3551). */
    PCMA("PCMA", 8_000, 1, 8);

    private static final int PACKETS_PER_SECOND = 50;

    private final String encodingName;
    private final int clockRate;
    private final int channels;
    private final int payloadType;

    AudioCodec(String encodingName, int clockRate, int channels, int payloadType) {
        this.encodingName = encodingName;
        this.clockRate = clockRate;
        this.channels = channels;
        this.payloadType = payloadType;
    }

    /** The name in {@code a=rtpmap}. */
    public String encodingName() {
        return encodingName;
    }

    /** RTP timestamp units per second. */
    public int clockRate() {
        return clockRate;
    }

    /** The channels in {@code a=rtpmap}. */
    public int channels() {
        return channels;
    }

    /** The payload type in our offers; the static one of G.711. */
    public int payloadType() {
        return payloadType;
    }

    /** RTP timestamp units in 20 ms. */
    public int samplesPerPacket() {
        return clockRate / PACKETS_PER_SECOND;
    }
}
