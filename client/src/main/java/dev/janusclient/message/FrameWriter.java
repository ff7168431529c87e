package dev.janusclient.message;

import java.util.Arrays;

/** Grows one outgoing frame. Not thread-safe; used once. */
final class FrameWriter {
    private byte[] buffer;
    private int length;

    FrameWriter(int expected) {
        buffer = new byte[expected];
    }

    FrameWriter ascii(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            buffer[length + i] = (byte) text.charAt(i);
        }
        length += size;
        return this;
    }

    FrameWriter number(long value) {
        return ascii(Long.toString(value));
    }

    FrameWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    FrameWriter bytes(byte[] source, int start, int end) {
        reserve(end - start);
        System.arraycopy(source, start, buffer, length, end - start);
        length += end - start;
        return this;
    }

    FrameWriter raw(RawJson json) {
        json.writeTo(this);
        return this;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
