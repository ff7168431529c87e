// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.util.Arrays;

/**
 * Where audio that is sent comes from: mono samples of 16 bits, a frame at a time.
 *
 * <p>Called by one thread at a time, which serves other calls too: a source must not block.
 */
public interface PcmSource {
    /** Samples per second, a multiple of 100; it does not change. */
    int sampleRate();

    /**
     * Fills a frame.
     *
     * @param frame 10 or 20 ms of samples, all of which are to be written
     * @return false when nothing is left, and the frame was not touched
     */
    boolean read(short[] frame);

    /** Silence without an end. */
    static PcmSource silence(int sampleRate) {
        return new PcmSource() {
            @Override
            public int sampleRate() {
                return sampleRate;
            }

            @Override
            public boolean read(short[] frame) {
                Arrays.fill(frame, (short) 0);
                return true;
            }
        };
    }

    /** A sine of about −10 dBFS without an end. */
    static PcmSource tone(double hertz, int sampleRate) {
        return new ToneGenerator(hertz, sampleRate);
    }
}
