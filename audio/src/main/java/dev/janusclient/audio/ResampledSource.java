// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.util.Arrays;

/** A source at another rate. */
final class ResampledSource implements PcmSource {
    private final PcmSource source;
    private final int sampleRate;
    private final Resampler resampler;
    private short[] in = new short[0];

    ResampledSource(PcmSource source, int sampleRate) {
        this.source = source;
        this.sampleRate = sampleRate;
        this.resampler = new Resampler(source.sampleRate(), sampleRate);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public boolean read(short[] frame) {
        // Rates are multiples of 100, and frames of 10 ms: the division has no rest.
        int needed = (int) ((long) frame.length * source.sampleRate() / sampleRate);
        if (in.length != needed) {
            in = new short[needed];
        }
        if (!source.read(in)) {
            return false;
        }
        int made = resampler.process(in, needed, frame);
        Arrays.fill(frame, made, frame.length, (short) 0);
        return true;
    }
}
