// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads compound RTCP packets (RFC 3550 section 6), of any size (RFC 5506). Nothing is said of a packet that is not whole;
 * types that are not known are skipped.
 */
public final class RtcpReader {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int BYE = 203;
    static final int CANONICAL_NAME = 1;

    /** Version, count, type and length of each packet of a compound. */
    static final int HEADER = 4;

    static final int SENDER_INFO = 20;
    static final int REPORT_BLOCK = 24;

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int PADDING = 0x20;
    private static final int COUNT = 0x1F;

    private RtcpReader() {}

    /**
     * Reads a compound packet.
     *
     * @return false if it is not one, and the listener was not called
     */
    public static boolean read(byte[] packet, int offset, int length, RtcpListener listener) {
        if (!isWhole(packet, offset, length)) {
            return false;
        }
        int end = offset + length;
        for (int at = offset; at < end; at += size(packet, at)) {
            report(packet, at, listener);
        }
        return true;
    }

    private static boolean isWhole(byte[] packet, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (end - at < HEADER || (packet[at] & VERSION_MASK) != VERSION_2) {
                return false;
            }
            int size = size(packet, at);
            boolean last = at + size == end;
            if (size > end - at || !isWholePart(packet, at, size, last)) {
                return false;
            }
            at += size;
        }
        return length > 0;
    }

    private static boolean isWholePart(byte[] packet, int at, int size, boolean last) {
        int content = size - HEADER;
        if ((packet[at] & PADDING) != 0) {
            int padding = packet[at + size - 1] & 0xFF;
            // Only the last one of a compound may have padding.
            if (!last || padding == 0 || padding > content) {
                return false;
            }
            content -= padding;
        }
        int count = packet[at] & COUNT;
        return switch (packet[at + 1] & 0xFF) {
            case SENDER_REPORT -> content >= 4 + SENDER_INFO + count * REPORT_BLOCK;
            case RECEIVER_REPORT -> content >= 4 + count * REPORT_BLOCK;
            case SOURCE_DESCRIPTION -> chunks(packet, at, content, null);
            case BYE -> content >= 4 * count;
            default -> true;
        };
    }

    private static void report(byte[] packet, int at, RtcpListener listener) {
        int count = packet[at] & COUNT;
        int body = at + HEADER;
        switch (packet[at + 1] & 0xFF) {
            case SENDER_REPORT -> {
                int ssrc = RtpHeader.int32(packet, body);
                listener.senderReport(
                        ssrc,
                        ((long) RtpHeader.int32(packet, body + 4) << 32)
                                | (RtpHeader.int32(packet, body + 8) & 0xFFFF_FFFFL),
                        RtpHeader.int32(packet, body + 12),
                        RtpHeader.int32(packet, body + 16),
                        RtpHeader.int32(packet, body + 20));
                blocks(packet, body + 4 + SENDER_INFO, count, ssrc, listener);
            }
            case RECEIVER_REPORT -> blocks(packet, body + 4, count, RtpHeader.int32(packet, body), listener);
            case SOURCE_DESCRIPTION -> chunks(packet, at, size(packet, at) - HEADER, listener);
            case BYE -> {
                for (int i = 0; i < count; i++) {
                    listener.bye(RtpHeader.int32(packet, body + 4 * i));
                }
            }
            default -> {}
        }
    }

    private static void blocks(byte[] packet, int first, int count, int reporter, RtcpListener listener) {
        for (int i = 0; i < count; i++) {
            int at = first + i * REPORT_BLOCK;
            int lost = RtpHeader.int32(packet, at + 4);
            listener.reportBlock(
                    reporter,
                    RtpHeader.int32(packet, at),
                    lost >>> 24,
                    lost << 8 >> 8,
                    RtpHeader.int32(packet, at + 8),
                    RtpHeader.int32(packet, at + 12),
                    RtpHeader.int32(packet, at + 16),
                    RtpHeader.int32(packet, at + 20));
        }
    }

    /** Walks through the chunks of a source description; says what they hold if there is a listener. */
    private static boolean chunks(byte[] packet, int start, int content, @Nullable RtcpListener listener) {
        int at = start + HEADER;
        int end = at + content;
        for (int left = packet[start] & COUNT; left > 0; left--) {
            if (end - at < 4) {
                return false;
            }
            int ssrc = RtpHeader.int32(packet, at);
            at += 4;
            while (true) {
                if (at >= end) {
                    return false;
                }
                int type = packet[at] & 0xFF;
                if (type == 0) {
                    break;
                }
                if (at + 2 > end || at + 2 + (packet[at + 1] & 0xFF) > end) {
                    return false;
                }
                int length = packet[at + 1] & 0xFF;
                if (type == CANONICAL_NAME && listener != null) {
                    listener.canonicalName(ssrc, new String(packet, at + 2, length, StandardCharsets.UTF_8));
                }
                at += 2 + length;
            }
            // A list of items ends with one to four zeros, at the next boundary of 32 bits.
            at = start + ((at - start) & ~3) + 4;
        }
        return at <= end;
    }

    private static int size(byte[] packet, int at) {
        return HEADER + 4 * RtpHeader.uint16(packet, at + 2);
    }
}
