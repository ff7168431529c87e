// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/**
 * Tells whether a tone is in a stretch of sound (Goertzel). Hears a tone when it carries most of the energy and is not
 * merely noise near silence. Detectors of tones 100 Hz and more apart do not mistake one for the other.
 */
final class ToneDetector {
    static final int SAMPLE_RATE = 8000;
    /** How many samples {@link #hears} wants: 60 ms. */
    static final int WINDOW = 480;

    private static final double LOUD_ENOUGH = 300.0;
    private static final double SHARE_OF_ENERGY = 0.5;

    private ToneDetector() {}

    static boolean hears(double hertz, short[] samples) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / SAMPLE_RATE);
        double previous = 0;
        double beforeThat = 0;
        double energy = 0;
        for (short sample : samples) {
            double current = sample + coefficient * previous - beforeThat;
            beforeThat = previous;
            previous = current;
            energy += (double) sample * sample;
        }
        double power = previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat;
        double rms = Math.sqrt(energy / samples.length);
        // A pure tone has power = energy * samples / 2.
        return rms > LOUD_ENOUGH && power > SHARE_OF_ENERGY * energy * samples.length / 2;
    }
}
