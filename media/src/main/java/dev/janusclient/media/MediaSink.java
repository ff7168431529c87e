// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

/**
 * Where the audio that a leg receives goes to. A sink belongs to one leg.
 *
 * <p>All methods run on the engine's thread, which serves all legs: they must neither block nor take long. What one throws is
 * logged.
 */
public interface MediaSink {
    /** Called before the first packet, and whenever what was agreed on changes. */
    default void start(MediaFormat format) {}

    /**
     * Takes an RTP packet that was authenticated and decrypted, as it came: perhaps out of order, never twice. Its fields are
     * read with {@link dev.janusclient.media.rtp.RtpHeader}.
     *
     * @param packet holds it; it belongs to the engine and must not be kept
     * @param offset where the packet begins
     * @param length its bytes, header included; the header is whole
     * @param nanos when it came, on the clock of {@link System#nanoTime()}
     */
    void packet(byte[] packet, int offset, int length, long nanos);

    /**
     * Called every 20 ms, whether packets come or not: time to play what a jitter buffer holds.
     *
     * @param nanos now, on the clock of {@link System#nanoTime()}
     */
    default void tick(long nanos) {}
}
