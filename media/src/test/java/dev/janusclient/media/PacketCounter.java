// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.rtp.RtpHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends packets of one byte value, and counts those that come back or come from another leg. */
final class PacketCounter implements MediaSource, MediaSink {
    private static final int PAYLOAD = 160;

    final AtomicInteger received = new AtomicInteger();
    private final byte value;
    private final byte expected;
    private final CompletableFuture<Void> heard = new CompletableFuture<>();
    private volatile int ssrc;

    PacketCounter(int value, int expected) {
        this.value = (byte) value;
        this.expected = (byte) expected;
    }

    /** Completes with the third packet of the expected value. */
    CompletableFuture<Void> heard() {
        return heard;
    }

    int ssrc() {
        return ssrc;
    }

    @Override
    public void start(MediaFormat format) {}

    @Override
    public boolean next(OutgoingPacket packet) {
        for (int i = 0; i < PAYLOAD; i++) {
            packet.buffer()[packet.offset() + i] = value;
        }
        packet.length(PAYLOAD);
        return true;
    }

    @Override
    public void packet(byte[] packet, int offset, int length, long nanos) {
        ssrc = RtpHeader.ssrc(packet, offset);
        if (packet[offset + length - 1] == expected && received.incrementAndGet() == 3) {
            heard.completeAsync(() -> null);
        }
    }
}
