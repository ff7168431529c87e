// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

/**
 * Where the audio that a leg sends comes from. A source belongs to one leg.
 *
 * <p>All methods run on the engine's thread, which serves all legs: they must neither block nor take long. What one throws is
 * logged, and nothing is sent in this turn. If the engine is closed already, {@link #end()} runs on the thread that gives the
 * source to the leg.
 */
public interface MediaSource {
    /** Called before the first packet, and whenever what was agreed on changes. */
    default void start(MediaFormat format) {}

    /**
     * Writes the payload of the next packet. Called every 20 ms while the leg may send, so that the RTP timestamp goes on by 20
     * ms with each call, also where nothing is sent.
     *
     * @param packet what to fill in; it belongs to the engine and must not be kept
     * @return false to send nothing in these 20 ms
     */
    boolean next(OutgoingPacket packet);

    /** Called when the leg reads no more from this source: it has ended, or sends from another one. */
    default void end() {}
}
