// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

/**
 * An RTP packet that a {@link MediaSource} fills in. Before each call it has the codec's payload type, the timestamp of these 20
 * ms, an empty payload, and the marker if no packet was sent in the 20 ms before.
 */
public final class OutgoingPacket {
    /** Bytes that a payload may have at most. */
    public static final int MAX_PAYLOAD = 1_200;

    private final byte[] buffer;
    private final int offset;
    private int length;
    private int payloadType;
    private boolean marker;
    private int timestamp;

    /** @param offset where payloads begin; behind it there is room for {@link #MAX_PAYLOAD} bytes, and what the sender adds */
    OutgoingPacket(byte[] buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
    }

    /** A packet of its own, for tests of sources. */
    public static OutgoingPacket create() {
        return new OutgoingPacket(new byte[MAX_PAYLOAD], 0);
    }

    /** Starts over. */
    void reset(int payloadType, int timestamp) {
        this.length = 0;
        this.payloadType = payloadType;
        this.marker = false;
        this.timestamp = timestamp;
    }

    /** Holds the payload, from {@link #offset()} on. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the payload begins. */
    public int offset() {
        return offset;
    }

    /** Bytes of payload so far. */
    public int length() {
        return length;
    }

    /**
     * Says how many bytes were written.
     *
     * @throws IllegalArgumentException if it is negative, or more than {@link #MAX_PAYLOAD}
     */
    public void length(int bytes) {
        if (bytes < 0 || bytes > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a payload of " + bytes + " bytes; there is room for " + MAX_PAYLOAD);
        }
        length = bytes;
    }

    /** The payload type. */
    public int payloadType() {
        return payloadType;
    }

    /** Sends it with another payload type, 0 to 127. */
    public void payloadType(int type) {
        payloadType = type;
    }

    /** Whether the marker bit is set. */
    public boolean marker() {
        return marker;
    }

    /** Sets the marker bit: the first packet after silence, or of a key press. */
    public void marker(boolean on) {
        marker = on;
    }

    /** The RTP timestamp, to be read as unsigned. */
    public int timestamp() {
        return timestamp;
    }

    /** Sends it with another timestamp: all packets of a key press have that of its beginning. */
    public void timestamp(int rtpTimestamp) {
        timestamp = rtpTimestamp;
    }
}
