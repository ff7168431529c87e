// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/**
 * What was received from one source: packets, losses and jitter as RFC 3550 counts them (sections 6.4.1, A.1, A.3, A.8). Not
 * for use by several threads at once.
 */
public final class ReceptionStatistics {
    /** A sequence number that is further away than this is a mistake, or the source begins anew (RFC 3550 A.1). */
    private static final int MAX_DROPOUT = 3_000;

    private static final int MAX_MISORDER = 100;
    private static final int MAX_LOST = 0x7F_FFFF;
    private static final int MIN_LOST = -0x80_0000;

    /** A fraction of losses is reported in 1/256. */
    static final double FRACTION_UNITS = 256.0;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int ssrc;
    private final int clockRate;
    private final long startedAt;

    private boolean started;
    private long first;
    private long highest;
    private int restart = -1;
    private long received;

    /** In timestamp units, times 16. */
    private long jitter;

    private int lastTransit;
    private long expectedBefore;
    private long receivedBefore;
    private int fraction;

    /** @param nanos now, on the clock of {@link System#nanoTime()} */
    public ReceptionStatistics(int ssrc, int clockRate, long nanos) {
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.startedAt = nanos;
    }

    /** The source. */
    public int ssrc() {
        return ssrc;
    }

    /** Counts a packet. */
    public void received(int sequence, int timestamp, long nanos) {
        if (!started) {
            begin(sequence);
        } else {
            int ahead = (short) (sequence - (int) highest);
            if (ahead > MAX_DROPOUT || ahead < -MAX_MISORDER) {
                if (sequence != restart) {
                    restart = (sequence + 1) & 0xFFFF;
                    return;
                }
                begin(sequence);
            } else {
                restart = -1;
                highest += Math.max(0, ahead);
            }
        }
        received++;
        int transit = (int) units(nanos - startedAt) - timestamp;
        if (received > 1) {
            // The difference wraps around as timestamps do.
            jitter += Math.abs((long) (transit - lastTransit)) - ((jitter + 8) >> 4);
        }
        lastTransit = transit;
    }

    private void begin(int sequence) {
        started = true;
        first = sequence;
        highest = sequence;
        restart = -1;
        received = 0;
        jitter = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        fraction = 0;
    }

    private long units(long nanos) {
        return nanos / NANOS_PER_SECOND * clockRate + nanos % NANOS_PER_SECOND * clockRate / NANOS_PER_SECOND;
    }

    /** Packets received, duplicates too. */
    public long packets() {
        return received;
    }

    /** Packets that were sent and not received, since the beginning; negative if more duplicates came. */
    public long lost() {
        return started ? highest - first + 1 - received : 0;
    }

    /** The mean deviation of the time that packets take, in milliseconds. */
    public double jitterMillis() {
        return jitter / 16.0 * 1_000 / clockRate;
    }

    /** The same as was last reported, except that losses and jitter are those of now. */
    public ReceptionReport report() {
        return new ReceptionReport(fraction / FRACTION_UNITS, lost(), jitterMillis());
    }

    /** Adds a block about this source to a report, and begins the next interval for the fraction that was lost. */
    void writeTo(RtcpWriter writer, int lastReport, int sinceLastReport) {
        long expected = highest - first + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        int lost = (int) Math.max(MIN_LOST, Math.min(MAX_LOST, lost()));
        writer.reportBlock(ssrc, fraction, lost, (int) highest, (int) (jitter >> 4), lastReport, sinceLastReport);
    }
}
