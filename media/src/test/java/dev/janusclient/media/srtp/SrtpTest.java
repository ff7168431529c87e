// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.media.rtp.RtpHeader;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both profiles: rollovers, replays, forgeries, and streams that are received from their middle on. */
class SrtpTest {
    private static final int SSRC = 0x1234_5678;
    private static final int PAYLOAD = 160;
    private static final int PLAIN = RtpHeader.FIXED_LENGTH + PAYLOAD;
    private static final int OFFSET = 3;

    private final Random random = new Random(1);

    private static SrtpKey key(SrtpProfile profile, int seed) {
        byte[] key = new byte[SrtpProfile.KEY_LENGTH];
        byte[] salt = new byte[profile.saltLength()];
        Random random = new Random(seed);
        random.nextBytes(key);
        random.nextBytes(salt);
        return SrtpKey.of(profile, key, salt);
    }

    private static byte[] plain(int sequence) {
        byte[] packet = new byte[OFFSET + PLAIN + SrtpSender.MAX_OVERHEAD];
        RtpHeader.write(packet, OFFSET, false, false, 0, sequence & 0xFFFF, sequence * PAYLOAD, SSRC);
        Arrays.fill(packet, OFFSET + RtpHeader.FIXED_LENGTH, OFFSET + PLAIN, (byte) sequence);
        return packet;
    }

    private static byte[] sealed(SrtpSender sender, int sequence) {
        byte[] packet = plain(sequence);
        int length = sender.protect(packet, OFFSET, PLAIN);
        return Arrays.copyOf(packet, OFFSET + length);
    }

    private static int open(SrtpReceiver receiver, byte[] sealed) {
        byte[] packet = sealed.clone();
        int length = receiver.unprotect(packet, OFFSET, packet.length - OFFSET);
        if (length < 0) {
            assertThat(packet).as("what is refused stays as it is").isEqualTo(sealed);
        } else {
            assertThat(length).isEqualTo(PLAIN);
            byte first = (byte) RtpHeader.sequence(packet, OFFSET);
            assertThat(Arrays.copyOfRange(packet, OFFSET + RtpHeader.FIXED_LENGTH, OFFSET + PLAIN))
                    .containsOnly(first);
        }
        return length;
    }

    /** One after the other around a rollover, and in steps between. */
    private static int next(int i) {
        int left = 65_535 - (i & 0xFFFF);
        return left > 200 && left < 65_300 ? i + Math.min(left - 200, 20_000) : i + 1;
    }

    @ParameterizedTest
    @EnumSource
    void goesOnOverRolloversWithPacketsOutOfOrder(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(key(profile, 1));
        SrtpReceiver receiver = new SrtpReceiver(key(profile, 1));
        byte[] late = null;
        for (int i = 65_400; i < 3 * 65_536 + 100; i = next(i)) {
            byte[] packet = sealed(sender, i);
            if (i % 65_536 == 65_535) {
                late = packet;
                continue;
            }
            assertThat(open(receiver, packet)).as("packet %d", i).isEqualTo(PLAIN);
            if (late != null) {
                assertThat(open(receiver, late)).as("the one before %d", i).isEqualTo(PLAIN);
                assertThat(open(receiver, late)).isEqualTo(SrtpReceiver.REPLAYED);
                late = null;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEachPacketOfTheWindowOnce(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(key(profile, 2));
        SrtpReceiver receiver = new SrtpReceiver(key(profile, 2));
        byte[][] packets = new byte[300][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = sealed(sender, i);
        }
        int newest = packets.length - 1;
        assertThat(open(receiver, packets[0])).isEqualTo(PLAIN);
        assertThat(open(receiver, packets[newest])).isEqualTo(PLAIN);
        for (int i = newest - 1; i > newest - ReceivedStream.WINDOW; i--) {
            assertThat(open(receiver, packets[i])).as("packet %d", i).isEqualTo(PLAIN);
        }
        for (byte[] packet : packets) {
            assertThat(open(receiver, packet)).isEqualTo(SrtpReceiver.REPLAYED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatWasAlteredAnywhere(SrtpProfile profile) {
        byte[] packet = sealed(new SrtpSender(key(profile, 3)), 77);
        SrtpReceiver receiver = new SrtpReceiver(key(profile, 3));
        for (int i = OFFSET + 1; i < packet.length; i++) {
            byte[] forged = packet.clone();
            forged[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(open(receiver, forged)).as("byte %d", i).isNegative();
        }
        for (int length = 0; length < packet.length - OFFSET; length++) {
            assertThat(receiver.unprotect(packet.clone(), OFFSET, length)).isNegative();
        }
        assertThat(open(new SrtpReceiver(key(profile, 4)), packet)).isEqualTo(SrtpReceiver.FORGED);
        assertThat(open(receiver, packet)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void receivesAStreamFromItsMiddleOnIfTold(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(key(profile, 5));
        byte[] packet = plain(0);
        for (int i = 0; i < 3 * 65_536; i = next(i)) {
            RtpHeader.write(packet, OFFSET, false, false, 0, i & 0xFFFF, 0, SSRC);
            sender.protect(packet, OFFSET, RtpHeader.FIXED_LENGTH);
        }
        byte[] next = sealed(sender, 3 * 65_536);

        assertThat(open(new SrtpReceiver(key(profile, 5)), next)).isEqualTo(SrtpReceiver.FORGED);
        assertThat(open(new SrtpReceiver(key(profile, 5), 2), next)).isEqualTo(SrtpReceiver.FORGED);
        SrtpReceiver receiver = new SrtpReceiver(key(profile, 5), 10);
        assertThat(open(receiver, next)).isEqualTo(PLAIN);
        assertThat(open(receiver, sealed(sender, 3 * 65_536 + 1))).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void reportsGoThroughOnceAndEncrypted(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(key(profile, 6));
        SrtpReceiver receiver = new SrtpReceiver(key(profile, 6));
        byte[] report = new byte[OFFSET + 52 + SrtpSender.MAX_OVERHEAD];
        random.nextBytes(report);
        byte[] before = report.clone();

        int length = sender.protectRtcp(report, OFFSET, 52);
        assertThat(report[OFFSET + 20]).isNotEqualTo(before[OFFSET + 20]);
        byte[] copy = report.clone();
        assertThat(receiver.unprotectRtcp(report, OFFSET, length)).isEqualTo(52);
        assertThat(Arrays.copyOf(report, OFFSET + 52)).isEqualTo(Arrays.copyOf(before, OFFSET + 52));
        assertThat(receiver.unprotectRtcp(copy.clone(), OFFSET, length)).isEqualTo(SrtpReceiver.REPLAYED);
        copy[OFFSET + 30] ^= 1;
        assertThat(new SrtpReceiver(key(profile, 6)).unprotectRtcp(copy, OFFSET, length))
                .isEqualTo(SrtpReceiver.FORGED);
    }

    @ParameterizedTest
    @EnumSource
    void wipedKeysEncryptOtherwise(SrtpProfile profile) {
        SrtpKey master = key(profile, 7);
        SrtpSender sender = new SrtpSender(master);
        SrtpReceiver receiver = new SrtpReceiver(master);
        assertThat(open(receiver, sealed(sender, 1))).isEqualTo(PLAIN);
        master.wipe();
        assertThat(master.key()).containsOnly(0);
        assertThat(open(receiver, sealed(sender, 2)))
                .as("the contexts have keys of their own")
                .isEqualTo(PLAIN);
        assertThat(master).hasToString("SrtpKey[" + profile + "]");

        sender.wipe();
        assertThat(open(receiver, sealed(sender, 3))).isEqualTo(SrtpReceiver.FORGED);
    }
}
