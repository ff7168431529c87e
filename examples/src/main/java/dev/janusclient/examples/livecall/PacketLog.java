// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.audio.G711;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.rtp.RtpHeader;
import dev.janusclient.testkit.HeardPacket;
import java.util.ArrayList;
import java.util.List;

/** Keeps the packets that a leg receives: those of a call of some seconds. */
final class PacketLog implements MediaSink {
    private final List<HeardPacket> packets = new ArrayList<>();

    @Override
    public synchronized void packet(byte[] packet, int offset, int length, long nanos) {
        short[] samples = new short[RtpHeader.payloadLength(packet, offset, length)];
        G711.ULAW.decode(packet, offset + RtpHeader.length(packet, offset, length), samples.length, samples, 0);
        packets.add(
                new HeardPacket(nanos, RtpHeader.ssrc(packet, offset), RtpHeader.sequence(packet, offset), samples));
    }

    synchronized List<HeardPacket> packets() {
        return List.copyOf(packets);
    }
}
