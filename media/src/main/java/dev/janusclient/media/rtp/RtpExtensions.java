// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an RTP header's extension (RFC 8285), with headers of one byte or of two, where they lie in a packet's
 * bytes. {@code offset} is where the packet begins; its header is whole ({@link RtpHeader#length}). An extension of another
 * profile has no elements.
 */
public final class RtpExtensions {
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int TWO_BYTE_PROFILE = 0x1000;
    private static final int TWO_BYTE_MASK = 0xFFF0;
    private static final int MAX_ONE_BYTE_ID = 14;
    private static final int MAX_ONE_BYTE_LENGTH = 16;

    /** In headers of one byte: what follows is to be ignored (RFC 8285 section 4.2). */
    private static final int STOP = 15;

    private RtpExtensions() {}

    /**
     * Finds an element.
     *
     * @param id 1 to 14, or to 255 with headers of two bytes, as {@code a=extmap} says
     * @return where its value begins, as many bytes as {@link #valueLength} says; -1 if the packet does not have it
     */
    public static int find(byte[] packet, int offset, int id) {
        if (!RtpHeader.hasExtension(packet, offset)) {
            return -1;
        }
        int start = start(packet, offset);
        int profile = RtpHeader.uint16(packet, start);
        int at = start + 4;
        int end = at + 4 * RtpHeader.uint16(packet, start + 2);
        boolean oneByte = profile == ONE_BYTE_PROFILE;
        if (!oneByte && (profile & TWO_BYTE_MASK) != TWO_BYTE_PROFILE) {
            return -1;
        }
        while (at < end) {
            if (packet[at] == 0) {
                at++;
                continue;
            }
            int element = oneByte ? (packet[at] & 0xFF) >> 4 : packet[at] & 0xFF;
            int value = at + (oneByte ? 1 : 2);
            if ((oneByte && element == STOP) || value > end) {
                return -1;
            }
            int length = oneByte ? (packet[at] & 0x0F) + 1 : packet[at + 1] & 0xFF;
            if (value + length > end) {
                return -1;
            }
            if (element == id) {
                return value;
            }
            at = value + length;
        }
        return -1;
    }

    /** The length of the value that {@link #find} found. */
    public static int valueLength(byte[] packet, int offset, int value) {
        return RtpHeader.uint16(packet, start(packet, offset)) == ONE_BYTE_PROFILE
                ? (packet[value - 1] & 0x0F) + 1
                : packet[value - 1] & 0xFF;
    }

    /** The text of an element, such as the mid; null if the packet does not have it. */
    public static @Nullable String text(byte[] packet, int offset, int id) {
        int value = find(packet, offset, id);
        return value < 0 ? null : new String(packet, value, valueLength(packet, offset, value), StandardCharsets.UTF_8);
    }

    /** How many bytes an extension with this one element takes. */
    public static int length(byte[] value, int id) {
        return (4 + (isOneByte(value, id) ? 1 : 2) + value.length + 3) & ~3;
    }

    /**
     * Writes an extension with one element, to follow a header that says that there is one.
     *
     * @param at where the extension begins
     * @param id 1 to 255; above 14, and for values longer than 16 bytes, with headers of two bytes
     * @param value at most 255 bytes; it may be empty
     * @return how many bytes were written, as {@link #length} says
     */
    public static int write(byte[] packet, int at, int id, byte[] value) {
        boolean oneByte = isOneByte(value, id);
        int length = length(value, id);
        RtpHeader.putUint16(packet, at, oneByte ? ONE_BYTE_PROFILE : TWO_BYTE_PROFILE);
        RtpHeader.putUint16(packet, at + 2, length / 4 - 1);
        int next = at + 4;
        if (oneByte) {
            packet[next++] = (byte) ((id << 4) | (value.length - 1));
        } else {
            packet[next++] = (byte) id;
            packet[next++] = (byte) value.length;
        }
        System.arraycopy(value, 0, packet, next, value.length);
        for (next += value.length; next < at + length; next++) {
            packet[next] = 0;
        }
        return length;
    }

    private static boolean isOneByte(byte[] value, int id) {
        return id <= MAX_ONE_BYTE_ID && value.length >= 1 && value.length <= MAX_ONE_BYTE_LENGTH;
    }

    private static int start(byte[] packet, int offset) {
        return offset + RtpHeader.FIXED_LENGTH + 4 * RtpHeader.contributingSources(packet, offset);
    }
}
