// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/** Opus at 48,000 Hz with the codec's own concealment; stereo becomes mono. */
final class OpusPcmDecoder implements AudioDecoder {
    private static final int RATE = 48_000;
    private static final int SAMPLES_PER_MILLI = RATE / 1_000;
    private static final int MAX_DURATION = 120 * SAMPLES_PER_MILLI;

    /** The decoder makes up whole steps of 2.5 ms. */
    private static final int CONCEALED_AT_ONCE = 20 * SAMPLES_PER_MILLI;

    private static final byte[] NOTHING = {};

    private OpusDecoder decoder = create();

    private static OpusDecoder create() {
        try {
            return new OpusDecoder(RATE, 1);
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From the first byte, and the second where it counts the frames (RFC 6716 sections 3.1 and 3.2). */
    @Override
    public int duration(byte[] payload, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int first = payload[offset] & 0xFF;
        int frames =
                switch (first & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default -> length < 2 ? 0 : payload[offset + 1] & 0x3F;
                };
        int duration = frames * frameDuration(first >> 3);
        return duration <= MAX_DURATION ? duration : 0;
    }

    private static int frameDuration(int configuration) {
        if (configuration < 12) {
            int step = configuration & 3;
            return step == 3 ? 60 * SAMPLES_PER_MILLI : (10 * SAMPLES_PER_MILLI) << step;
        }
        return configuration < 16
                ? (10 * SAMPLES_PER_MILLI) << (configuration & 1)
                : (5 * SAMPLES_PER_MILLI / 2) << (configuration & 3);
    }

    @Override
    public int decode(byte[] payload, int length, short[] pcm, int pcmOffset) {
        try {
            return decoder.decode(payload, 0, length, pcm, pcmOffset, duration(payload, 0, length), false);
        } catch (OpusException | RuntimeException | AssertionError e) {
            // The library checks its arithmetic by assertions of its own, which a payload that is no Opus may fail. Its
            // state is undefined then, and a new decoder takes the next packets.
            decoder = create();
            return 0;
        }
    }

    @Override
    public void conceal(short[] pcm, int pcmOffset, int count) {
        try {
            for (int made = 0; made < count; made += CONCEALED_AT_ONCE) {
                int part = Math.min(CONCEALED_AT_ONCE, count - made);
                decoder.decode(NOTHING, 0, 0, pcm, pcmOffset + made, part, false);
            }
        } catch (OpusException | RuntimeException | AssertionError e) {
            decoder = create();
            Arrays.fill(pcm, pcmOffset, pcmOffset + count, (short) 0);
        }
    }
}
