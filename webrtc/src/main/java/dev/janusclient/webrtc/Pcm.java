// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** 16-bit PCM in the byte order of the native side, which is little-endian wherever libwebrtc is built. */
final class Pcm {
    private Pcm() {}

    static byte[] toBytes(short[] samples) {
        byte[] bytes = new byte[samples.length * 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        return bytes;
    }

    /** The first channel of interleaved samples. */
    static short[] firstChannel(byte[] bytes, int channels, int frames) {
        ShortBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] samples = new short[Math.min(frames, in.remaining() / channels)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.get(i * channels);
        }
        return samples;
    }
}
