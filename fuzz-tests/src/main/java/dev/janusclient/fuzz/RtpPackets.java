// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.RtpExtensions;
import dev.janusclient.media.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a far end that was authenticated may send: headers, extensions, padding, key presses and audio of every codec. The first
 * byte says which codec, then each packet has its length before it. Nothing is read beyond a packet, and each 20 ms have their
 * audio.
 */
public final class RtpPackets {
    private static final int KEYS = 101;
    private static final int MAX_PACKET = 1_500;

    private RtpPackets() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuffer in = ByteBuffer.wrap(input);
        if (!in.hasRemaining()) {
            return;
        }
        AudioCodec[] codecs = AudioCodec.values();
        AudioCodec codec = codecs[(in.get() & 0xFF) % codecs.length];
        int[] frames = {0};
        AudioReceiver receiver = new AudioReceiver(
                (frame, rate) -> {
                    check(frame.length == codec.samplesPerPacket() && rate == codec.clockRate(), "another frame");
                    frames[0]++;
                },
                key -> check("0123456789*#ABCD".indexOf(key) >= 0, "no key"));
        receiver.start(new MediaFormat(codec, codec.payloadType(), KEYS));
        int turns = 0;
        while (in.remaining() >= 2) {
            byte[] packet = new byte[Math.min(in.remaining() - 2, (in.getShort() & 0xFFFF) % MAX_PACKET)];
            in.get(packet);
            receive(receiver, packet);
            receiver.tick(++turns);
        }
        check(frames[0] == turns, "not every turn had its audio");
    }

    private static void receive(AudioReceiver receiver, byte[] packet) {
        int header = RtpHeader.length(packet, 0, packet.length);
        if (header < 0) {
            return;
        }
        int payload = RtpHeader.payloadLength(packet, 0, packet.length);
        check(header <= packet.length && payload <= packet.length - header, "a header or payload too long");
        byte[] moved = new byte[packet.length + 3];
        System.arraycopy(packet, 0, moved, 3, packet.length);
        for (int id = 1; id <= 255; id++) {
            int value = RtpExtensions.find(packet, 0, id);
            check(value < 0 || value + RtpExtensions.valueLength(packet, 0, value) <= header, "an extension too long");
            check(value < 0 || value + 3 == RtpExtensions.find(moved, 3, id), "another place, another extension");
        }
        byte[] before = packet.clone();
        receiver.packet(packet, 0, packet.length, 0);
        check(Arrays.equals(before, packet), "the packet was changed");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
