// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

/**
 * Where received audio goes: mono samples of 16 bits, a frame at a time.
 *
 * <p>Called by one thread at a time, which serves other calls too: a sink must not block.
 */
@FunctionalInterface
public interface PcmSink {
    /**
     * Takes a frame.
     *
     * @param frame the samples; the array is used again after the call
     * @param sampleRate samples per second
     */
    void accept(short[] frame, int sampleRate);
}
