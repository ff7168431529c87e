// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.benchmarks.load.Heap;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.List;

/** The heap that the audio of a leg takes: a sender and a receiver, after a second of packets. */
final class AudioHeap {
    private static final int PACKETS = 50;
    private static final int COUNT = 200;

    private AudioHeap() {}

    /** In bytes: the mean of many. */
    static long ofOne(AudioCodec codec) throws InterruptedException {
        PcmSource voice = new Voice(codec.clockRate());
        List<Object> kept = new ArrayList<>(2 * COUNT + 2);
        // The first one brings what all share.
        keep(kept, codec, voice);
        long before = Heap.used();
        for (int i = 0; i < COUNT; i++) {
            keep(kept, codec, voice);
        }
        long taken = Heap.used() - before;
        // Alive until here.
        return kept.isEmpty() ? 0 : taken / COUNT;
    }

    private static void keep(List<Object> kept, AudioCodec codec, PcmSource voice) {
        MediaFormat format = new MediaFormat(codec, codec.payloadType(), -1);
        AudioSender sender = new AudioSender();
        sender.start(format);
        sender.play(voice);
        AudioReceiver receiver = new AudioReceiver((frame, rate) -> {});
        receiver.start(format);
        OutgoingPacket out = OutgoingPacket.create();
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + OutgoingPacket.MAX_PAYLOAD];
        for (int i = 0; i < PACKETS; i++) {
            sender.next(out);
            RtpHeader.write(packet, 0, false, false, codec.payloadType(), i, i * codec.samplesPerPacket(), 1);
            System.arraycopy(out.buffer(), out.offset(), packet, RtpHeader.FIXED_LENGTH, out.length());
            receiver.packet(packet, 0, RtpHeader.FIXED_LENGTH + out.length(), 0);
            receiver.tick(0);
        }
        kept.add(sender);
        kept.add(receiver);
    }
}
