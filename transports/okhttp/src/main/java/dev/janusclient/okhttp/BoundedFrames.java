// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * What a server sends on a WebSocket, which fails before OkHttp buffers a message that is too large: the lengths of frames are
 * read as they pass (RFC 6455, 5.2). OkHttp has no limit of its own.
 */
final class BoundedFrames extends ForwardingSource {
    /** A message, or a frame of it, is larger than is let in. */
    static final class TooLargeException extends ProtocolException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("a message is larger than " + limit + " bytes");
        }
    }

    private static final int FINAL = 0x80;
    private static final int CONTROL = 0x08;
    private static final int PING = 0x09;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;

    /** OkHttp queues a pong for each ping, without a limit; nobody who means well sends so many. */
    private static final int MAX_PINGS = 1_000;

    private static final long PING_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int maxFrame;
    private final int maxMessage;
    private int first;

    /** How many bytes of the head have been read. */
    private int head;

    private int headLength;
    private long length;
    private long payloadLeft;
    private long message;
    private int pings;
    private long pingsSince = System.nanoTime();

    BoundedFrames(Source frames, int maxFrame, int maxMessage) {
        super(frames);
        this.maxFrame = maxFrame;
        this.maxMessage = maxMessage;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long read = super.read(sink, byteCount);
        for (long at = sink.size() - Math.max(0, read); at < sink.size(); ) {
            if (payloadLeft > 0) {
                long skipped = Math.min(payloadLeft, sink.size() - at);
                payloadLeft -= skipped;
                at += skipped;
            } else {
                head(sink.getByte(at) & 0xff);
                at++;
            }
        }
        return read;
    }

    private void head(int value) throws IOException {
        if (head == 0) {
            first = value;
            headLength = 2;
        } else if (head == 1) {
            length = value & ~MASKED;
            headLength += (value & MASKED) == 0 ? 0 : MASK_BYTES;
            headLength += length == 126 ? 2 : length == 127 ? 8 : 0;
            length = length >= 126 ? 0 : length;
        } else if (head < headLength - (isMasked() ? MASK_BYTES : 0)) {
            length = length << 8 | value;
        }
        head++;
        if (head == headLength && head > 1) {
            head = 0;
            frame();
        }
    }

    private boolean isMasked() {
        // 2, 4 and 10 bytes without a mask, 6, 8 and 14 with one.
        return headLength == 6 || headLength == 8 || headLength == 14;
    }

    private void frame() throws IOException {
        payloadLeft = length;
        if ((first & CONTROL) != 0) {
            if ((first & OPCODE) == PING) {
                ping();
            }
            return;
        }
        message += length;
        if (length < 0 || length > maxFrame || message < 0 || message > maxMessage) {
            throw new TooLargeException(length < 0 || length > maxFrame ? maxFrame : maxMessage);
        }
        if ((first & FINAL) != 0) {
            message = 0;
        }
    }

    private void ping() throws IOException {
        long now = System.nanoTime();
        if (now - pingsSince > PING_WINDOW_NANOS) {
            pings = 0;
            pingsSince = now;
        }
        if (++pings > MAX_PINGS) {
            throw new ProtocolException("more than " + MAX_PINGS + " pings within 10 seconds");
        }
    }
}
