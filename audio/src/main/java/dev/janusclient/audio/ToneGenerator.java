// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

/** An endless sine, without a click between frames. */
final class ToneGenerator implements PcmSource {
    /** About −10 dBFS: loud, and far from clipping in any codec. */
    private static final double AMPLITUDE = 0.3 * Short.MAX_VALUE;

    private final int sampleRate;
    private final double step;
    private double phase;

    ToneGenerator(double hertz, int sampleRate) {
        if (!(hertz > 0 && hertz < sampleRate / 2.0)) {
            throw new IllegalArgumentException("no tone of " + hertz + " Hz at " + sampleRate + " samples per second");
        }
        this.sampleRate = sampleRate;
        this.step = 2 * Math.PI * hertz / sampleRate;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public boolean read(short[] frame) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (short) Math.round(AMPLITUDE * Math.sin(phase));
            phase += step;
            if (phase > 2 * Math.PI) {
                phase -= 2 * Math.PI;
            }
        }
        return true;
    }
}
