// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/**
 * The fields of an RTP header (RFC 3550 section 5.1) where they lie in a packet's bytes; nothing is copied. {@code offset} is
 * where the packet begins. But for {@link #length} and {@link #isRtcp} the methods trust that the header is whole.
 */
public final class RtpHeader {
    /** Bytes of a header without contributing sources and extension. */
    public static final int FIXED_LENGTH = 12;

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int CSRC_COUNT = 0x0F;
    private static final int MARKER = 0x80;
    private static final int EXTENSION_HEADER_LENGTH = 4;
    private static final int MIN_RTCP_TYPE = 192;
    private static final int MAX_RTCP_TYPE = 223;

    private RtpHeader() {}

    /** Whether a packet that shares its port with RTP is RTCP (RFC 5761 section 4). */
    public static boolean isRtcp(byte[] packet, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int type = packet[offset + 1] & 0xFF;
        return type >= MIN_RTCP_TYPE && type <= MAX_RTCP_TYPE;
    }

    /**
     * How many bytes the header has, with contributing sources and extension.
     *
     * @return -1 if this is no RTP packet of version 2, or the header does not fit into it
     */
    public static int length(byte[] packet, int offset, int length) {
        if (length < FIXED_LENGTH || (packet[offset] & VERSION_MASK) != VERSION_2) {
            return -1;
        }
        int header = FIXED_LENGTH + 4 * (packet[offset] & CSRC_COUNT);
        if (hasExtension(packet, offset)) {
            if (length < header + EXTENSION_HEADER_LENGTH) {
                return -1;
            }
            header += EXTENSION_HEADER_LENGTH + 4 * uint16(packet, offset + header + 2);
        }
        return header <= length ? header : -1;
    }

    /** Whether the payload ends with padding, whose last byte says how long it is. */
    public static boolean hasPadding(byte[] packet, int offset) {
        return (packet[offset] & PADDING) != 0;
    }

    /** Whether an extension follows the contributing sources. */
    public static boolean hasExtension(byte[] packet, int offset) {
        return (packet[offset] & EXTENSION) != 0;
    }

    /** The marker bit. */
    public static boolean marker(byte[] packet, int offset) {
        return (packet[offset + 1] & MARKER) != 0;
    }

    /** The payload type, 0 to 127. */
    public static int payloadType(byte[] packet, int offset) {
        return packet[offset + 1] & 0x7F;
    }

    /** The sequence number, 0 to 65,535. */
    public static int sequence(byte[] packet, int offset) {
        return uint16(packet, offset + 2);
    }

    /** The timestamp, to be read as unsigned. */
    public static int timestamp(byte[] packet, int offset) {
        return int32(packet, offset + 4);
    }

    /** The synchronization source, to be read as unsigned. */
    public static int ssrc(byte[] packet, int offset) {
        return int32(packet, offset + 8);
    }

    /** How many contributing sources the header lists, 0 to 15. */
    public static int contributingSources(byte[] packet, int offset) {
        return packet[offset] & CSRC_COUNT;
    }

    /** One of the {@link #contributingSources}, to be read as unsigned. */
    public static int contributingSource(byte[] packet, int offset, int index) {
        return int32(packet, offset + FIXED_LENGTH + 4 * index);
    }

    /**
     * How many bytes of payload follow the header, without padding. Of a packet that was decrypted: padding is encrypted, too.
     *
     * @param length the bytes of the whole packet
     * @return -1 if the padding is longer than what follows the header, or of no length
     */
    public static int payloadLength(byte[] packet, int offset, int length) {
        int payload = length - length(packet, offset, length);
        if (!hasPadding(packet, offset)) {
            return payload;
        }
        int padding = payload == 0 ? 0 : packet[offset + length - 1] & 0xFF;
        return padding == 0 || padding > payload ? -1 : payload - padding;
    }

    /** Writes the fixed part of a header, which has neither padding nor contributing sources. */
    public static void write(
            byte[] packet,
            int offset,
            boolean extension,
            boolean marker,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc) {
        packet[offset] = (byte) (VERSION_2 | (extension ? EXTENSION : 0));
        packet[offset + 1] = (byte) ((marker ? MARKER : 0) | payloadType);
        putUint16(packet, offset + 2, sequence);
        putInt32(packet, offset + 4, timestamp);
        putInt32(packet, offset + 8, ssrc);
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    static int int32(byte[] bytes, int at) {
        return uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }

    static void putUint16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void putInt32(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }
}
