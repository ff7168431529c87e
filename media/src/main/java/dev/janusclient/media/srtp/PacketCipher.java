// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

/**
 * Encrypts and authenticates packets of one direction and one kind, where they lie: {@code [start, body)} is the header, {@code
 * [body, end)} what is encrypted, and the tag begins at {@code tagAt}.
 *
 * <p>{@code index} is the packet's, of 48 bits for RTP and 31 for RTCP. {@code word} is authenticated too: for RTP the rollover
 * counter, for RTCP the flag E and the index as they are sent.
 */
interface PacketCipher {
    int tagLength();

    void seal(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word);

    /** Returns false, and leaves the packet as it is, if the tag does not fit. */
    boolean open(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word);

    /** Overwrites our keys, and gives the JDK's cipher another one; the cipher is of no use then. */
    void wipe();
}
