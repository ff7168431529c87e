// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.audio.PcmSource;
import java.util.Random;

/** A second of a voice made of harmonics that rise and fall, again and again. */
public final class Voice implements PcmSource {
    private final int rate;
    private final short[] second;
    private int at;

    /** A voice of so many samples per second. */
    public Voice(int rate) {
        this.rate = rate;
        this.second = new short[rate];
        Random random = new Random(1);
        for (int i = 0; i < rate; i++) {
            double seconds = (double) i / rate;
            double loudness = 2_000 * (1 + Math.sin(2 * Math.PI * 4 * seconds));
            double sum = random.nextGaussian() * 0.05;
            for (int harmonic = 1; harmonic <= 10; harmonic++) {
                sum += Math.sin(2 * Math.PI * 140 * harmonic * seconds) / harmonic;
            }
            second[i] = (short) (loudness * sum);
        }
    }

    @Override
    public int sampleRate() {
        return rate;
    }

    @Override
    public boolean read(short[] frame) {
        System.arraycopy(second, at, frame, 0, frame.length);
        at = (at + frame.length) % second.length;
        return true;
    }
}
