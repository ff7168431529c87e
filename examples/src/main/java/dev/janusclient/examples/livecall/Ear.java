// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.Step;
import dev.janusclient.media.MediaSink;
import java.nio.ByteBuffer;

/**
 * What a process hears of the far end: tells the steps {@code hears} with the first packet and {@code heard} when there were enough,
 * and notes when the last packet came where it outlives the process.
 */
final class Ear implements MediaSink {
    private final ByteBuffer lastPacket;
    private int packets;

    /** @param lastPacket for the time of the last packet, on the clock of {@link System#nanoTime()} */
    Ear(ByteBuffer lastPacket) {
        this.lastPacket = lastPacket;
    }

    @Override
    public void packet(byte[] packet, int offset, int length, long nanos) {
        lastPacket.putLong(0, nanos);
        packets++;
        if (packets == 1) {
            Step.tell("hears", "the far end");
        } else if (packets == LiveCall.ENOUGH) {
            Step.tell("heard", packets + " packets");
        }
    }
}
