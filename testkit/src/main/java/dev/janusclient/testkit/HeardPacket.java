// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.audio.ToneDetector;

/** A packet of audio as a {@link RtpTonePeer} or another receiver got it. Immutable. */
public final class HeardPacket {
    private static final int SAMPLE_RATE = 8000;

    /** Louder than the noise of a silent line. */
    private static final double LEVEL_NEEDED = 0.01;

    private static final double SHARE_NEEDED = 0.5;

    private final long nanos;
    private final int ssrc;
    private final int sequence;
    private final short[] samples;

    /**
     * For other receivers than a {@link RtpTonePeer}, which measure with the same methods.
     *
     * @param nanos when it arrived, on the clock of {@link System#nanoTime()}
     * @param ssrc its source
     * @param sequence its number, 0 to 65,535
     * @param samples decoded, at 8000 Hz; belongs to the packet from now on
     */
    public HeardPacket(long nanos, int ssrc, int sequence, short[] samples) {
        this.nanos = nanos;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.samples = samples;
    }

    /** When it arrived, on the clock of {@link System#nanoTime()}. */
    public long nanos() {
        return nanos;
    }

    /** Its source. */
    public int ssrc() {
        return ssrc;
    }

    /** Its number, 0 to 65,535. */
    public int sequence() {
        return sequence;
    }

    /** Its effective (RMS) level, 0 to 1. */
    public double level() {
        return ToneDetector.level(samples);
    }

    /** Whether it is one tone, mostly; tones have to be 100 Hz apart to be told from each other. */
    public boolean hasTone(double hertz) {
        return level() >= LEVEL_NEEDED && ToneDetector.share(samples, hertz, SAMPLE_RATE) > SHARE_NEEDED;
    }

    @Override
    public String toString() {
        return "packet " + sequence + " of " + Integer.toUnsignedString(ssrc) + ", level " + level();
    }
}
