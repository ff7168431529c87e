// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Grows one outgoing frame. Not thread-safe, and not synchronized as its superclass is; used once. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread writes a frame
public final class FrameWriter extends ByteArrayOutputStream {
    /** @param expected how many bytes there will probably be */
    public FrameWriter(int expected) {
        super(expected);
    }

    /** Appends text of ASCII characters only. */
    public FrameWriter ascii(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            buf[count + i] = (byte) text.charAt(i);
        }
        count += size;
        return this;
    }

    /** Appends a number. */
    public FrameWriter number(long value) {
        return ascii(Long.toString(value));
    }

    /** Appends bytes as they are. */
    public FrameWriter bytes(byte[] source) {
        write(source, 0, source.length);
        return this;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, buf, count, length);
        count += length;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public byte[] toByteArray() {
        return Arrays.copyOf(buf, count);
    }

    private void reserve(int more) {
        if (buf.length - count < more) {
            buf = Arrays.copyOf(buf, Math.max(buf.length * 2, count + more));
        }
    }
}
