// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.rtp.ReceptionReport;
import dev.janusclient.media.rtp.RtcpListener;
import dev.janusclient.media.rtp.RtcpReader;
import dev.janusclient.media.rtp.RtcpReports;
import dev.janusclient.media.rtp.RtcpWriter;
import dev.janusclient.media.rtp.RtpHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Compound RTCP packets: one is refused and nothing is said of it, or what it says can be written and read again, and the
 * figures made of it are possible ones.
 */
public final class RtcpPackets {
    private static final int SSRC = 1;
    private static final long NOW = 1_000_000_000_000L;

    private RtcpPackets() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<String> said = read(input, input.length);
        Rewritten again = new Rewritten();
        if (RtcpReader.read(input, 0, input.length, again)) {
            check(read(again.buffer, again.end).equals(again.said), "written and read again it says something else");
        } else {
            check(said.isEmpty(), "something was said of a packet that was refused");
        }
        RtcpReports reports = new RtcpReports(SSRC, 8_000, "fuzz", NOW / 1_000_000, 0);
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH];
        RtpHeader.write(packet, 0, false, false, 0, 5, 6, 2);
        reports.received(packet, 0, 0);
        reports.receivedRtcp(input, 0, input.length, NOW);
        Duration roundTrip = reports.roundTripTime();
        check(roundTrip == null || !roundTrip.isNegative(), "a negative round trip");
        ReceptionReport remote = reports.remoteReception();
        if (remote != null) {
            check(remote.fractionLost() >= 0 && remote.fractionLost() <= 1, "an impossible loss");
            check(remote.jitterMillis() >= 0, "a negative jitter");
        }
        byte[] report = new byte[RtcpReports.MAX_LENGTH];
        check(RtcpReader.read(report, 0, reports.writeBye(report, 0, NOW), new RtcpListener() {}), "no report");
    }

    private static List<String> read(byte[] packet, int length) {
        Lines lines = new Lines();
        RtcpReader.read(packet, 0, length, lines);
        return lines.said;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Notes what is said. */
    private static class Lines implements RtcpListener {
        final List<String> said = new ArrayList<>();

        @Override
        public void senderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {
            said.add("report " + ssrc + " " + ntp + " " + timestamp + " " + packets + " " + octets);
        }

        @Override
        public void reportBlock(
                int reporter, int source, int fraction, int lost, int highest, int jitter, int last, int since) {
            said.add("block " + source + " " + fraction + " " + lost + " " + highest + " " + jitter + " " + last + " "
                    + since);
        }

        @Override
        public void canonicalName(int ssrc, String name) {
            said.add("name " + ssrc + " " + name);
        }

        @Override
        public void bye(int ssrc) {
            said.add("bye " + ssrc);
        }
    }

    /** Writes what is said into a packet of its own; names that are no UTF-8, or grow when they become it, are left out. */
    private static final class Rewritten extends Lines {
        byte[] buffer = new byte[0];
        int end;

        private final RtcpWriter writer = new RtcpWriter();

        private void begin() {
            // No part is longer than a report with one block, or the longest name.
            byte[] longer = new byte[end + 300];
            System.arraycopy(buffer, 0, longer, 0, end);
            buffer = longer;
            writer.begin(buffer, end);
        }

        private void finish() {
            end += writer.length();
        }

        @Override
        public void senderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {
            super.senderReport(ssrc, ntp, timestamp, packets, octets);
            begin();
            writer.senderReport(ssrc, ntp, timestamp, packets, octets);
            finish();
        }

        @Override
        public void reportBlock(
                int reporter, int source, int fraction, int lost, int highest, int jitter, int last, int since) {
            super.reportBlock(reporter, source, fraction, lost, highest, jitter, last, since);
            begin();
            writer.receiverReport(reporter);
            writer.reportBlock(source, fraction, lost, highest, jitter, last, since);
            finish();
        }

        @Override
        public void canonicalName(int ssrc, String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 255 || name.indexOf('\uFFFD') >= 0) {
                return;
            }
            super.canonicalName(ssrc, name);
            begin();
            writer.canonicalName(ssrc, bytes);
            finish();
        }

        @Override
        public void bye(int ssrc) {
            super.bye(ssrc);
            begin();
            writer.bye(ssrc);
            finish();
        }
    }
}
