// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Buffers of a WebSocket: the socket's own come from Netty's pool, and a frame that was read gets an array of its own, which
 * becomes the message as it is. Out of the pool it would have to be copied once more, given back, and watched for leaks.
 */
final class FrameAllocator extends AbstractByteBufAllocator {
    private static final FrameAllocator INSTANCE = new FrameAllocator();

    private final ByteBufAllocator pool = ByteBufAllocator.DEFAULT;
    private final ByteBufAllocator arrays = new UnpooledByteBufAllocator(false, true);

    private FrameAllocator() {
        super(false);
    }

    /** The one for a connection. TLS takes its buffers, which are large, from the same place: they had better be pooled. */
    static ByteBufAllocator over(Wire wire) {
        return wire.isSecure() ? ByteBufAllocator.DEFAULT : INSTANCE;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return arrays.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return pool.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return pool.isDirectBufferPooled();
    }

    /** What is in a buffer: its own array if that is all of it, which is not written to any more, or a copy. */
    static byte[] bytesOf(ByteBuf buffer) {
        int length = buffer.readableBytes();
        if (buffer.alloc() == INSTANCE.arrays && buffer.hasArray() && buffer.array().length == length) {
            return buffer.array();
        }
        byte[] bytes = new byte[length];
        buffer.readBytes(bytes);
        return bytes;
    }
}
