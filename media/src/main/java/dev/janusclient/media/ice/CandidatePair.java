// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An address of the other side, and how the checks of it go. */
final class CandidatePair {
    /** Pauses between the first checks of a pair; then the last one again and again. */
    private static final long[] PAUSES_MILLIS = {50, 50, 100, 200, 400, 800};

    private static final long NANOS_PER_MILLI = 1_000_000;

    final InetSocketAddress remote;

    /** The id of the check that is to be answered; the same for all repetitions. */
    byte @Nullable [] transaction;

    long nextCheck;
    boolean succeeded;

    /** Whether the other side, which controls, chose this pair. */
    boolean nominated;

    private int checks;

    CandidatePair(InetSocketAddress remote, long firstCheck) {
        this.remote = remote;
        this.nextCheck = firstCheck;
    }

    /** Notes a check that was sent, and when the next one is due if no answer comes. */
    void checked(byte[] id, long nanos) {
        transaction = id;
        int pause = Math.min(checks, PAUSES_MILLIS.length - 1);
        nextCheck = nanos + PAUSES_MILLIS[pause] * NANOS_PER_MILLI;
        checks++;
    }

    /** Begins another check at a time. */
    void restart(long at) {
        checks = 0;
        transaction = null;
        nextCheck = at;
    }
}
