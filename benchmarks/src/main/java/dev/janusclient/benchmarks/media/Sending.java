// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.media;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What is noted of each packet that is sent, on the engine's thread: how regular they leave, and what is allocated for them. */
final class Sending {
    private static final long INTERVAL_NANOS = 20_000_000;
    private static final int NANOS_PER_UNIT = 1_000;
    private static final int MAX_UNITS = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final boolean countsBytes;
    private final int[] deviations = new int[MAX_UNITS + 1];
    private long intervals;
    private long packets;
    private long withoutAllocation;
    private long firstBytes;
    private long lastBytes;

    /** @param countsBytes whether allocation is what is measured; it takes time */
    Sending(boolean countsBytes) {
        this.countsBytes = countsBytes;
    }

    /** @param last when the same leg sent before; 0 for its first packet */
    void packet(long last, long now) {
        if (last != 0) {
            long unit = Math.abs(now - last - INTERVAL_NANOS) / NANOS_PER_UNIT;
            deviations[(int) Math.min(unit, MAX_UNITS)]++;
            intervals++;
        }
        if (countsBytes) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            if (packets == 0) {
                firstBytes = bytes;
            } else if (bytes == lastBytes) {
                withoutAllocation++;
            }
            lastBytes = bytes;
        }
        packets++;
    }

    long packets() {
        return packets;
    }

    /** By how much the time between two packets of a leg differs from 20 ms. */
    double deviationMillis(int percent) {
        long below = intervals * percent / 100;
        long counted = 0;
        for (int unit = 0; unit < deviations.length; unit++) {
            counted += deviations[unit];
            if (counted > below) {
                return unit * NANOS_PER_UNIT / 1e6;
            }
        }
        return Double.NaN;
    }

    /** The mean, with what ICE and RTCP allocate every few seconds. */
    double bytesPerPacket() {
        return (double) (lastBytes - firstBytes) / Math.max(1, packets - 1);
    }

    /** The share of packets from whose sending to that of the next one nothing was allocated on the thread. */
    double shareWithoutAllocation() {
        return (double) withoutAllocation / Math.max(1, packets - 1);
    }
}
