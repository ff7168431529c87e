// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

/** What was received from one source: its highest index, and which of the last {@value #WINDOW} indexes came already. */
final class ReceivedStream {
    static final int WINDOW = 128;

    private static final int HALF = 1 << 15;
    private static final int SEQUENCE = 0xFFFF;

    final int ssrc;
    private long highest = -1;

    /** Bit k: whether the index that is k below the highest one came. */
    private long newer;

    /** Bit k: the same for 64 + k. */
    private long older;

    ReceivedStream(int ssrc) {
        this.ssrc = ssrc;
    }

    /**
     * The index of an RTP packet (RFC 3711 section 3.3.1): of the indexes with its sequence number the one closest to the
     * highest.
     *
     * @return negative if it would be one before the first
     */
    long index(int sequence) {
        long rollovers = highest >> 16;
        int last = (int) (highest & SEQUENCE);
        if (last < HALF && sequence - last > HALF) {
            rollovers--;
        } else if (last >= HALF && last - HALF > sequence) {
            rollovers++;
        }
        return rollovers << 16 | sequence;
    }

    /** Whether a packet came already, or is too old to know. */
    boolean replayed(long index) {
        if (index < 0) {
            return true;
        }
        long below = highest - index;
        if (below < 0) {
            return false;
        } else if (below < Long.SIZE) {
            return (newer >>> below & 1) != 0;
        } else {
            return below >= WINDOW || (older >>> (below - Long.SIZE) & 1) != 0;
        }
    }

    /** Notes a packet that was authenticated. */
    void received(long index) {
        long above = index - highest;
        if (above > 0) {
            shift(above);
            highest = index;
            newer |= 1;
        } else if (-above < Long.SIZE) {
            newer |= 1L << -above;
        } else {
            older |= 1L << (-above - Long.SIZE);
        }
    }

    private void shift(long by) {
        if (by < Long.SIZE) {
            older = older << by | newer >>> (Long.SIZE - by);
            newer <<= by;
        } else {
            older = by < WINDOW ? newer << (by - Long.SIZE) : 0;
            newer = 0;
        }
    }
}
