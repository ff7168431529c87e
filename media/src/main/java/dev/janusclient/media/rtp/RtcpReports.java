// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The RTCP of one leg: counts what it sends and receives, writes its reports, and reads those of the other side. One source is
 * sent and one received at a time; of a source that replaces another, the counting begins anew. Allocates nothing for an RTP packet.
 * Not for use by several threads at once. All times are of the clock of {@link System#nanoTime()}.
 */
public final class RtcpReports {
    /** The greatest length of a packet with a name of 64 bytes. */
    public static final int MAX_LENGTH = 256;

    /** Of a session with two members, before it is varied by half (RFC 3550 section 6.2). */
    private static final long INTERVAL = 5_000_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;

    private final int ssrc;
    private final byte[] name;
    private final long wallMillis;
    private final long startedAt;
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpListener incoming = new Incoming();

    private int clockRate;
    private long nextReport;
    private long packetsSent;
    private long octetsSent;
    private boolean sentSinceReport;
    private int lastTimestamp;
    private long lastSentAt;
    private @Nullable ReceptionStatistics reception;

    private long reading;
    private int lastReport;
    private long lastReportAt;
    private boolean ended;
    private @Nullable Duration roundTripTime;
    private @Nullable ReceptionReport remoteReception;

    /**
     * Begins to count.
     *
     * @param ssrc the source that is sent
     * @param canonicalName what the other side knows the sender by: 1 to 64 bytes of UTF-8
     * @param wallMillis the time of day now, in milliseconds since 1970
     * @param nanos now
     */
    public RtcpReports(int ssrc, int clockRate, String canonicalName, long wallMillis, long nanos) {
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.name = canonicalName.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > 64) {
            throw new IllegalArgumentException("a canonical name of " + name.length + " bytes");
        }
        this.wallMillis = wallMillis;
        this.startedAt = nanos;
        // The first one comes in half the time: RFC 3550 section 6.2.
        nextReport = nanos + varied(INTERVAL / 2);
    }

    /** Says that timestamps are of another rate from now on; what was received is counted anew. */
    public void clockRate(int rate) {
        if (rate != clockRate) {
            clockRate = rate;
            reception = null;
        }
    }

    /** Counts an RTP packet that is sent. */
    public void sent(int timestamp, int payloadLength, long nanos) {
        packetsSent++;
        octetsSent += payloadLength;
        sentSinceReport = true;
        lastTimestamp = timestamp;
        lastSentAt = nanos;
    }

    /** Counts an RTP packet that was received, whose header is whole. */
    public void received(byte[] packet, int offset, long nanos) {
        int source = RtpHeader.ssrc(packet, offset);
        ReceptionStatistics statistics = reception;
        if (statistics == null || statistics.ssrc() != source) {
            statistics = new ReceptionStatistics(source, clockRate, nanos);
            reception = statistics;
            lastReport = 0;
            ended = false;
        }
        statistics.received(RtpHeader.sequence(packet, offset), RtpHeader.timestamp(packet, offset), nanos);
    }

    /**
     * Reads a compound RTCP packet.
     *
     * @return false if it is not one
     */
    public boolean receivedRtcp(byte[] packet, int offset, int length, long nanos) {
        reading = nanos;
        return RtcpReader.read(packet, offset, length, incoming);
    }

    /** Whether a report is due: every 5 seconds, give or take half of that, and the first one in half of it. */
    public boolean isDue(long nanos) {
        return nanos - nextReport >= 0;
    }

    /**
     * Writes a report, and schedules the next.
     *
     * @param buffer has room for {@link #MAX_LENGTH} bytes
     * @return how many bytes were written
     */
    public int write(byte[] buffer, int offset, long nanos) {
        writeReport(buffer, offset, nanos);
        nextReport = nanos + varied(INTERVAL);
        return writer.length();
    }

    /** The same as {@link #write}, and says that our source ends. */
    public int writeBye(byte[] buffer, int offset, long nanos) {
        writeReport(buffer, offset, nanos);
        writer.bye(ssrc);
        return writer.length();
    }

    private void writeReport(byte[] buffer, int offset, long nanos) {
        writer.begin(buffer, offset);
        if (sentSinceReport) {
            long since = nanos - lastSentAt;
            int timestamp = lastTimestamp + (int) (since * clockRate / NANOS_PER_SECOND);
            writer.senderReport(ssrc, ntp(nanos), timestamp, (int) packetsSent, (int) octetsSent);
            sentSinceReport = false;
        } else {
            writer.receiverReport(ssrc);
        }
        if (reception != null) {
            reception.writeTo(writer, lastReport, lastReport == 0 ? 0 : units(nanos - lastReportAt));
        }
        writer.canonicalName(ssrc, name);
    }

    private static long varied(long interval) {
        return interval / 2 + ThreadLocalRandom.current().nextLong(interval);
    }

    /** Seconds since 1900 with 32 bits behind the point. Runs on evenly, whatever becomes of the time of day. */
    private long ntp(long nanos) {
        long elapsed = nanos - startedAt;
        long rest = wallMillis % 1_000 * 1_000_000 + elapsed % NANOS_PER_SECOND;
        long seconds =
                SECONDS_FROM_1900_TO_1970 + wallMillis / 1_000 + elapsed / NANOS_PER_SECOND + rest / NANOS_PER_SECOND;
        return (seconds << 32) + ((rest % NANOS_PER_SECOND) << 32) / NANOS_PER_SECOND;
    }

    /** In 1/65,536 s. */
    private static int units(long nanos) {
        return (int) ((nanos / NANOS_PER_SECOND) << 16) + (int) (((nanos % NANOS_PER_SECOND) << 16) / NANOS_PER_SECOND);
    }

    /** RTP packets sent. */
    public long packetsSent() {
        return packetsSent;
    }

    /** Bytes of payload sent. */
    public long octetsSent() {
        return octetsSent;
    }

    /** What was received from the newest source; null before the first packet. */
    public @Nullable ReceptionStatistics reception() {
        return reception;
    }

    /** Whether the other side has said that its source has ended, and sent nothing of a new one since. */
    public boolean isEnded() {
        return ended;
    }

    /** How long a packet takes there and back; null until the other side has reported on a report of ours. */
    public @Nullable Duration roundTripTime() {
        return roundTripTime;
    }

    /** What the other side has last reported of our packets; null until it has. */
    public @Nullable ReceptionReport remoteReception() {
        return remoteReception;
    }

    private final class Incoming implements RtcpListener {
        @Override
        public void senderReport(int reporter, long ntp, int timestamp, int packets, int octets) {
            if (reception != null && reporter == reception.ssrc()) {
                lastReport = (int) (ntp >> 16);
                lastReportAt = reading;
            }
        }

        @Override
        public void reportBlock(
                int reporter,
                int source,
                int fractionLost,
                int lost,
                int highest,
                int jitter,
                int lastOfOurs,
                int sinceLastOfOurs) {
            if (source != ssrc) {
                return;
            }
            remoteReception = new ReceptionReport(
                    fractionLost / ReceptionStatistics.FRACTION_UNITS,
                    lost,
                    (jitter & 0xFFFF_FFFFL) * 1_000.0 / clockRate);
            if (lastOfOurs != 0) {
                // RFC 3550 section 6.4.1, figure 2. All three run over every 18 hours, and so does the difference.
                int roundTrip = (int) (ntp(reading) >> 16) - lastOfOurs - sinceLastOfOurs;
                // Clocks that run differently make it negative where there is almost none.
                roundTripTime = Duration.ofNanos((Math.max(0, roundTrip) * NANOS_PER_SECOND) >> 16);
            }
        }

        @Override
        public void bye(int source) {
            if (reception != null && source == reception.ssrc()) {
                ended = true;
            }
        }
    }
}
