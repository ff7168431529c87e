// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the units of one direction of a WebSocket end: the head of the HTTP handshake, then frames (RFC 6455, 5.2).
 * It only looks; the bytes stay where they are.
 */
final class FrameSplitter {
    /**
     * The next unit.
     *
     * @param length in bytes
     * @param message the whole text of a message that this unit ends; null if it ends none
     */
    record Unit(int length, @Nullable String message) {}

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int COMPRESSED = 0x40;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int FIRST_CONTROL_OPCODE = 8;

    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private boolean headSeen;

    /** Of a protocol that is not known: all that has come is a unit, and its text is its bytes as ISO 8859-1. */
    static @Nullable Unit anything(ByteBuf in) {
        int length = in.readableBytes();
        return length == 0 ? null : new Unit(length, in.toString(StandardCharsets.ISO_8859_1));
    }

    /** The unit at the reader's place; null if the rest of it has not come yet. To be asked once for each unit. */
    @Nullable Unit next(ByteBuf in) {
        return headSeen ? frame(in) : head(in);
    }

    private @Nullable Unit head(ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END_OF_HEAD), in);
        if (end < 0) {
            return null;
        }
        headSeen = true;
        return new Unit(end - in.readerIndex() + END_OF_HEAD.length, null);
    }

    private @Nullable Unit frame(ByteBuf in) {
        int start = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return null;
        }
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        if ((first & COMPRESSED) != 0) {
            throw new IllegalStateException("a compressed frame can't be looked at");
        }
        int shortLength = second & 0x7f;
        int maskAt = 2 + (shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0);
        int payloadAt = maskAt + ((second & MASKED) != 0 ? 4 : 0);
        if (available < payloadAt) {
            return null;
        }
        long length = shortLength == 127
                ? in.getLong(start + 2)
                : shortLength == 126 ? in.getUnsignedShort(start + 2) : shortLength;
        if (available - payloadAt < length) {
            return null;
        }
        int total = payloadAt + (int) length;
        if ((first & 0x0f) >= FIRST_CONTROL_OPCODE) {
            return new Unit(total, null);
        }
        for (int i = 0; i < length; i++) {
            int mask = payloadAt == maskAt ? 0 : in.getByte(start + maskAt + i % 4);
            payload.write(in.getByte(start + payloadAt + i) ^ mask);
        }
        if ((first & FINAL) == 0) {
            return new Unit(total, null);
        }
        String message = payload.toString(StandardCharsets.UTF_8);
        payload.reset();
        return new Unit(total, message);
    }
}
