// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.MediaSource;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.rtp.RtpHeader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Audio that is recognized packet by packet: 20 ms of µ-law in which each sample has the same value. Where Janus passes packets
 * on as they are, the value says whose they are.
 */
public final class Pulse implements MediaSource, MediaSink {
    private static final int SAMPLES = 160;
    private static final int ENOUGH = 5;

    private final byte value;
    private final Map<Byte, Integer> received = new ConcurrentHashMap<>();
    private final Map<Byte, CompletableFuture<Long>> heard = new ConcurrentHashMap<>();
    private final Map<Byte, Long> firstAt = new ConcurrentHashMap<>();

    /** @param value what is sent, −128 to 127 */
    public Pulse(int value) {
        this.value = (byte) value;
    }

    /** Completes with the fifth packet of a value, and says when the first one came, on the clock of {@link System#nanoTime()}. */
    public CompletableFuture<Long> hears(int expected) {
        return heard.computeIfAbsent((byte) expected, key -> new CompletableFuture<>());
    }

    /** How many packets of a value came. */
    public int received(int expected) {
        return received.getOrDefault((byte) expected, 0);
    }

    @Override
    public void start(MediaFormat format) {}

    @Override
    public boolean next(OutgoingPacket packet) {
        for (int i = 0; i < SAMPLES; i++) {
            packet.buffer()[packet.offset() + i] = value;
        }
        packet.length(SAMPLES);
        return true;
    }

    @Override
    public void packet(byte[] packet, int offset, int length, long nanos) {
        int payload = offset + RtpHeader.length(packet, offset, length);
        byte sample = packet[payload];
        firstAt.putIfAbsent(sample, nanos);
        if (received.merge(sample, 1, Integer::sum) == ENOUGH) {
            hears(sample).completeAsync(() -> firstAt.get(sample));
        }
    }
}
