// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;

/** Opus at 48,000 Hz, mono, made for speech. */
final class OpusPcmEncoder implements AudioEncoder {
    private static final int RATE = 48_000;

    /** Bits per second: enough for speech in the full band. */
    private static final int BITRATE = 32_000;

    /** Of 10: more takes up to three times as long. */
    private static final int COMPLEXITY = 3;

    private OpusEncoder encoder = create();

    private static OpusEncoder create() {
        try {
            OpusEncoder encoder = new OpusEncoder(RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
            encoder.setBitrate(BITRATE);
            encoder.setComplexity(COMPLEXITY);
            encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
            return encoder;
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int encode(short[] pcm, byte[] out, int offset, int maxLength) {
        try {
            return encoder.encode(pcm, 0, pcm.length, out, offset, maxLength);
        } catch (OpusException | RuntimeException | AssertionError e) {
            // The library checks its arithmetic by assertions of its own: these 20 ms are lost, and no more.
            encoder = create();
            return 0;
        }
    }
}
