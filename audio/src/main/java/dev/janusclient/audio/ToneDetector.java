// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

/**
 * Recognises one tone in 16-bit PCM: it is heard when, in 100 ms of consecutive audio, every block of 20 ms has more
 * than half of its energy within some 20 Hz of the tone (Goertzel's algorithm) and is louder than noise.
 *
 * <p>Neither reads a clock nor starts a thread. Not for use by several threads at once.
 */
public final class ToneDetector {
    /** Blocks of 20 ms: a bin 50 Hz wide, narrow enough to tell test tones apart, short enough to be quick. */
    private static final int BLOCKS_PER_SECOND = 50;

    private static final int BLOCKS_NEEDED = 5;
    private static final double SHARE_NEEDED = 0.5;

    /** About −50 dBFS: above the noise of a silent G.711 line, below anything meant to be heard. */
    private static final double LEVEL_NEEDED = 0.003;

    private final double hertz;
    private final int sampleRate;
    private final short[] block;
    private int filled;
    private int consecutive;
    private double share;
    private double level;

    /**
     * Makes a detector.
     *
     * @param hertz the tone, below half the sample rate
     * @param sampleRate samples per second, at least 1,000
     */
    public ToneDetector(double hertz, int sampleRate) {
        if (sampleRate < 1_000 || !(hertz > 0 && hertz < sampleRate / 2.0)) {
            throw new IllegalArgumentException("no tone of " + hertz + " Hz at " + sampleRate + " samples per second");
        }
        this.hertz = hertz;
        this.sampleRate = sampleRate;
        this.block = new short[sampleRate / BLOCKS_PER_SECOND];
    }

    /** The tone that is looked for. */
    public double hertz() {
        return hertz;
    }

    /** The sample rate this detector was made for. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Takes mono samples, as many as there are; true when the tone is being heard at the end of them. */
    public boolean accept(short[] samples) {
        for (short sample : samples) {
            block[filled++] = sample;
            if (filled == block.length) {
                filled = 0;
                level = level(block);
                share = level < LEVEL_NEEDED ? 0 : share(block, hertz, sampleRate);
                consecutive = share > SHARE_NEEDED ? consecutive + 1 : 0;
            }
        }
        return heard();
    }

    /** Whether the last 100 ms were the tone. */
    public boolean heard() {
        return consecutive >= BLOCKS_NEEDED;
    }

    /** The part of the last whole block's energy that lies in the tone, 0 to 1; 0 for silence. */
    public double share() {
        return share;
    }

    /** The effective (RMS) level of the last whole block, 0 to 1. */
    public double level() {
        return level;
    }

    /** The effective (RMS) level of mono samples, 0 to 1; 0 for none. */
    public static double level(short[] samples) {
        return samples.length == 0 ? 0 : Math.sqrt(energy(samples) / samples.length) / Short.MAX_VALUE;
    }

    /**
     * The part of the energy of mono samples that lies in one tone, 0 to 1; 0 for silence. The more samples, the
     * narrower: half of the energy is still seen at a distance of 0.44 × rate ÷ samples.
     */
    public static double share(short[] samples, double hertz, int sampleRate) {
        double energy = energy(samples);
        if (energy == 0) {
            return 0;
        }
        double turn = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
        double last = 0;
        double beforeLast = 0;
        for (short sample : samples) {
            double next = sample + turn * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        double power = last * last + beforeLast * beforeLast - turn * last * beforeLast;
        // A pure sine of amplitude A has a power of (A·n/2)² here and an energy of n·A²/2.
        return Math.min(1, 2 * power / (samples.length * energy));
    }

    private static double energy(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return sum;
    }
}
