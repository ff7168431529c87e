// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RtcpReportsTest {
    private static final int RATE = 8_000;
    private static final long MILLI = 1_000_000L;

    /** 2026-01-02 03:04:05.678. */
    private static final long WALL = 1_767_323_045_678L;

    private static final long START = -5_000_000_000L;

    private final RtcpReports ours = new RtcpReports(1, RATE, "us", WALL, START);
    private final RtcpReports theirs = new RtcpReports(2, RATE, "them", WALL + 123_456_789, START);
    private final byte[] buffer = new byte[RtcpReports.MAX_LENGTH];

    @Test
    void theTwoSidesLearnLossJitterAndRoundTripOfEachOther() {
        long now = START;
        for (int i = 0; i < 250; i++, now += 20 * MILLI) {
            ours.sent(160 * i, 160, now);
            if (i % 4 != 3) {
                // 30 ms on the way, and every second one 8 ms more: in the mean they differ by almost as much.
                receive(theirs, 1, i, 160 * i, now + (30 + i % 2 * 8) * MILLI);
            }
            receive(ours, 2, i, 160 * i, now);
        }
        assertThat(ours.roundTripTime()).isNull();
        deliver(ours, theirs, now, now + 30 * MILLI);
        long answered = now + 1_030 * MILLI;
        theirs.sent(0, 160, answered);
        deliver(theirs, ours, answered, answered + 45 * MILLI);

        assertThat(ours.roundTripTime()).isCloseTo(Duration.ofMillis(75), Duration.ofNanos(MILLI / 10));
        ReceptionReport said = reportOfTheirs();
        assertThat(said.fractionLost()).isCloseTo(0.25, within(0.01));
        assertThat(said.jitterMillis()).isBetween(3.0, 8.0);
        assertThat(said.lost()).isEqualTo(62);
        ReceptionStatistics reception = Objects.requireNonNull(theirs.reception());
        assertThat(reception.packets()).isEqualTo(188);
        assertThat(reception.lost()).isEqualTo(62);
        assertThat(reception.jitterMillis()).isCloseTo(said.jitterMillis(), within(0.2));
        assertThat(reception.report().fractionLost()).isEqualTo(said.fractionLost());
    }

    @Test
    void aSenderReportSaysWhichTimestampItsTimeIs() {
        ours.sent(4_000, 160, START + 10 * MILLI);
        ours.sent(4_160, 100, START + 30 * MILLI);
        RtcpTest.Recorded said = new RtcpTest.Recorded();
        int length = ours.write(buffer, 0, START + 1_000 * MILLI);
        assertThat(RtcpReader.read(buffer, 0, length, said)).isTrue();
        long seconds = WALL / 1_000 + 1 + 2_208_988_800L;
        String ntp = Long.toHexString((seconds << 32) + (678L << 32) / 1_000);
        assertThat(said.lines).containsExactly("SR 1 " + ntp + " " + (4_160 + 970 * 8) + " 2 260", "name 1 us");

        said.lines.clear();
        length = ours.write(buffer, 0, START + 2_000 * MILLI);
        assertThat(RtcpReader.read(buffer, 0, length, said)).isTrue();
        assertThat(said.lines).containsExactly("name 1 us");
    }

    @Test
    void theFractionIsOfTheLastInterval() {
        long now = START;
        for (int i = 0; i < 100; i++) {
            if (i < 50 || i % 2 == 0) {
                receive(theirs, 1, (65_500 + i) & 0xFFFF, 160 * i, now);
            }
            if (i == 49) {
                deliver(theirs, ours, now, now);
                assertThat(reportOfTheirs().fractionLost()).isZero();
            }
        }
        deliver(theirs, ours, now, now);
        // Of 49 that were expected since, up to the highest one, 24 are missing.
        assertThat(reportOfTheirs().fractionLost()).isCloseTo(0.5, within(0.02));
        assertThat(Objects.requireNonNull(theirs.reception()).lost()).isEqualTo(24);
    }

    /** The middle 32 bits of the time of day begin again every 65,536 s (RFC 3550 section 4). */
    @Test
    void aRoundTripIsRightWhereTheTimeOfReportsBeginsAgain() {
        long secondsFrom1900 = 60_000L << 16;
        long wall = (secondsFrom1900 - 2_208_988_800L) * 1_000 - 20;
        RtcpReports early = new RtcpReports(1, RATE, "us", wall, START);
        receive(theirs, 1, 1, 0, START + 15 * MILLI);
        early.sent(160, 160, START);
        deliver(early, theirs, START, START + 15 * MILLI);
        deliver(theirs, early, START + 515 * MILLI, START + 540 * MILLI);
        assertThat(early.roundTripTime()).isCloseTo(Duration.ofMillis(40), Duration.ofNanos(MILLI / 10));
    }

    /** Sequence numbers run over at 65,536, the count of losses is signed and has 24 bits (RFC 3550 sections 6.4.1 and A.3). */
    @Test
    void lossesAreCountedAcrossTheEndOfSequenceNumbersAndDuplicatesAreSubtracted() {
        receive(theirs, 1, 65_534, 0, START);
        receive(theirs, 1, 2, 0, START);
        deliver(theirs, ours, START, START);
        assertThat(reportOfTheirs()).isEqualTo(new ReceptionReport(153 / 256.0, 3, 0));
        for (int i = 0; i < 5; i++) {
            receive(theirs, 1, 2, 0, START);
        }
        deliver(theirs, ours, START, START);
        assertThat(reportOfTheirs().fractionLost()).isZero();
        assertThat(reportOfTheirs().lost()).isEqualTo(-2);
    }

    /** Timestamps run over, and the deviation of a packet's time does not (RFC 3550 section A.8). */
    @Test
    void jitterIsNoneWhereTimestampsBeginAgain() {
        for (int i = 0; i < 10; i++) {
            receive(theirs, 1, i, -800 + 160 * i, START + 20 * MILLI * i);
        }
        deliver(theirs, ours, START, START);
        assertThat(reportOfTheirs().jitterMillis()).isZero();
    }

    private ReceptionReport reportOfTheirs() {
        return Objects.requireNonNull(ours.remoteReception());
    }

    @Test
    void reportsAreDueAboutEveryFiveSeconds() {
        long last = START;
        for (int i = 0; i < 200; i++) {
            long due = last;
            while (!ours.isDue(due)) {
                due += 100 * MILLI;
            }
            // The first one comes in half the time (RFC 3550 section 6.2).
            assertThat((due - last) / MILLI).isBetween(i == 0 ? 1_250L : 2_500L, i == 0 ? 3_850L : 7_600L);
            last = due;
            ours.write(buffer, 0, last);
        }
    }

    @Test
    void aSourceThatReplacesAnotherIsCountedAnew() {
        receive(ours, 2, 1, 0, START);
        receive(ours, 2, 11, 0, START);
        assertThat(Objects.requireNonNull(ours.reception()).lost()).isEqualTo(9);
        int length = theirs.writeBye(buffer, 0, START);
        assertThat(ours.receivedRtcp(buffer, 0, length, START)).isTrue();
        assertThat(ours.isEnded()).isTrue();
        receive(ours, 3, 40_000, 0, START);
        assertThat(ours.isEnded()).isFalse();
        assertThat(Objects.requireNonNull(ours.reception()).ssrc()).isEqualTo(3);
        assertThat(Objects.requireNonNull(ours.reception()).lost()).isZero();
    }

    @Test
    void aStraySequenceNumberIsNoLossAndTwoInARowAreANewBeginning() {
        receive(ours, 2, 100, 0, START);
        receive(ours, 2, 30_000, 0, START);
        receive(ours, 2, 101, 0, START);
        ReceptionStatistics reception = Objects.requireNonNull(ours.reception());
        assertThat(reception.packets()).isEqualTo(2);
        assertThat(reception.lost()).isZero();
        receive(ours, 2, 30_001, 0, START);
        receive(ours, 2, 30_002, 0, START);
        receive(ours, 2, 30_004, 0, START);
        assertThat(reception.packets()).isEqualTo(2);
        assertThat(reception.lost()).isEqualTo(1);
    }

    @Test
    void wrongPacketsAndNamesAreRefused() {
        assertThat(ours.receivedRtcp(new byte[] {1, 2, 3}, 0, 3, START)).isFalse();
        assertThatThrownBy(() -> new RtcpReports(1, RATE, "", WALL, START))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RtcpReports(1, RATE, "x".repeat(65), WALL, START))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void deliver(RtcpReports from, RtcpReports to, long sentAt, long receivedAt) {
        int length = from.write(buffer, 0, sentAt);
        assertThat(to.receivedRtcp(buffer, 0, length, receivedAt)).isTrue();
    }

    private static void receive(RtcpReports reports, int ssrc, int sequence, int timestamp, long nanos) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH];
        RtpHeader.write(packet, 0, false, false, 0, sequence, timestamp, ssrc);
        reports.received(packet, 0, nanos);
    }
}
