// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.rtp.ReceptionStatistics;
import dev.janusclient.media.rtp.RtcpReports;
import dev.janusclient.media.rtp.RtpExtensions;
import dev.janusclient.media.rtp.RtpHeader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a leg sends and receives: numbers packets, asks the source for them, passes on what came, reports. On the engine's thread. */
final class RtpSession implements LegConnection.Receiver {
    private static final Logger log = LoggerFactory.getLogger(RtpSession.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Where payloads begin: header and extension are written before them. */
    private static final int PAYLOAD_AT = 64;

    private static final int MAX_MID = 16;

    /** Below half of the range, so that it is long before the first rollover, and no early loss is taken for one. */
    private static final int FIRST_SEQUENCE_BOUND = 1 << 14;

    final int ssrc;
    final String cname;
    final byte[] outgoing = new byte[LegConnection.MAX_DATAGRAM];
    private final OutgoingPacket packet = new OutgoingPacket(outgoing, PAYLOAD_AT);
    private int sequence = RANDOM.nextInt(FIRST_SEQUENCE_BOUND);
    private int timestamp = RANDOM.nextInt();
    private boolean silent = true;
    private boolean ended;
    private @Nullable MediaFormat format;
    private @Nullable RtcpReports reports;
    private byte @Nullable [] mid;
    private int midExtension;
    private @Nullable MediaSource source;
    private @Nullable MediaSink sink;
    private long received;

    RtpSession(String cname) {
        this.ssrc = RANDOM.nextInt();
        this.cname = cname;
    }

    void source(MediaSource from) {
        MediaSource before = source;
        if (before != null && before != from) {
            end(before);
        }
        if (ended) {
            end(from);
            return;
        }
        source = from;
        MediaFormat agreed = format;
        if (agreed != null) {
            from.start(agreed);
        }
    }

    /** Ends what is sent; later sources end at once. */
    void end() {
        ended = true;
        MediaSource last = source;
        source = null;
        if (last != null) {
            end(last);
        }
    }

    private static void end(MediaSource from) {
        try {
            from.end();
        } catch (RuntimeException | Error e) {
            log.warn("a source of media failed", e);
        }
    }

    void sink(MediaSink to) {
        sink = to;
        MediaFormat agreed = format;
        if (agreed != null) {
            to.start(agreed);
        }
    }

    @Nullable MediaFormat format() {
        return format;
    }

    /** Takes what was agreed on. */
    void agreed(MediaFormat agreed, @Nullable String name, int extension, long nanos) {
        byte[] bytes = name == null ? new byte[0] : name.getBytes(StandardCharsets.UTF_8);
        mid = extension > 0 && bytes.length > 0 && bytes.length <= MAX_MID ? bytes : null;
        midExtension = extension;
        if (agreed.equals(format)) {
            return;
        }
        format = agreed;
        int clockRate = agreed.codec().clockRate();
        if (reports == null) {
            reports = new RtcpReports(ssrc, clockRate, cname, System.currentTimeMillis(), nanos);
        } else {
            reports.clockRate(clockRate);
        }
        if (source != null) {
            source.start(agreed);
        }
        if (sink != null) {
            sink.start(agreed);
        }
    }

    /** The next 20 ms. */
    void tick(LegConnection connection, boolean sends, long nanos) {
        MediaFormat agreed = format;
        RtcpReports counts = reports;
        if (agreed == null || counts == null) {
            return;
        }
        timestamp += agreed.codec().samplesPerPacket();
        if (sends && connection.isReady() && connection.maySend()) {
            send(connection, agreed, counts, nanos);
        } else {
            silent = true;
        }
        play(nanos);
        if (connection.isReady() && connection.maySend() && counts.isDue(nanos)) {
            connection.sendRtcp(0, counts.write(outgoing, 0, nanos));
        }
    }

    private void send(LegConnection connection, MediaFormat agreed, RtcpReports counts, long nanos) {
        MediaSource from = source;
        packet.reset(agreed.payloadType(), timestamp);
        // The first packet of a talkspurt is marked: RFC 3551 section 4.1.
        packet.marker(silent);
        if (from == null || !next(from)) {
            silent = true;
            return;
        }
        silent = false;
        byte[] name = mid;
        int extension = name == null ? 0 : RtpExtensions.length(name, midExtension);
        int start = PAYLOAD_AT - extension - RtpHeader.FIXED_LENGTH;
        sequence = (sequence + 1) & 0xFFFF;
        RtpHeader.write(
                outgoing,
                start,
                name != null,
                packet.marker(),
                packet.payloadType(),
                sequence,
                packet.timestamp(),
                ssrc);
        if (name != null) {
            RtpExtensions.write(outgoing, start + RtpHeader.FIXED_LENGTH, midExtension, name);
        }
        connection.sendRtp(start, PAYLOAD_AT + packet.length() - start);
        counts.sent(packet.timestamp(), packet.length(), nanos);
    }

    private boolean next(MediaSource from) {
        try {
            return from.next(packet);
        } catch (RuntimeException | Error e) {
            log.warn("a source of media failed", e);
            return false;
        }
    }

    private void play(long nanos) {
        if (sink == null) {
            return;
        }
        try {
            sink.tick(nanos);
        } catch (RuntimeException | Error e) {
            log.warn("a sink of media failed", e);
        }
    }

    @Override
    public void rtp(byte[] datagram, int length, long nanos) {
        received++;
        if (reports != null) {
            reports.received(datagram, 0, nanos);
        }
        if (sink != null) {
            sink.packet(datagram, 0, length, nanos);
        }
    }

    @Override
    public void rtcp(byte[] datagram, int length, long nanos) {
        if (reports != null) {
            reports.receivedRtcp(datagram, 0, length, nanos);
        }
    }

    MediaLegStats stats(long refused, int handshakes) {
        RtcpReports counts = reports;
        if (counts == null) {
            return new MediaLegStats(0, received, refused, handshakes, null, null, null);
        }
        ReceptionStatistics reception = counts.reception();
        return new MediaLegStats(
                counts.packetsSent(),
                received,
                refused,
                handshakes,
                reception == null ? null : reception.report(),
                counts.remoteReception(),
                counts.roundTripTime());
    }
}
