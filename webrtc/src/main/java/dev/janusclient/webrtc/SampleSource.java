// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

/** Where the audio we send comes from, 10 ms at a time. Used by the peer's thread only. */
interface SampleSource {
    /** Samples per second, a multiple of 100. */
    int sampleRate();

    /** Fills a frame of mono samples; false when nothing is left and the frame was not touched. */
    boolean next(short[] frame);
}
