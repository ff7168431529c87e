// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {
    /** Version 2, padding, extension, two sources; marker and type 111; then one element of one byte's header. */
    private static final String FULL = "B2 EF 1234 89ABCDEF 01020304 0A0B0C0D 8E8F9091"
            + " BEDE 0002 10 61 00 00 22 31 32 33"
            + " 55 66 77 00 00 03";

    @Test
    void readsEveryField() {
        byte[] packet = bytes(FULL);
        for (int offset : new int[] {0, 7}) {
            byte[] buffer = new byte[packet.length + offset];
            System.arraycopy(packet, 0, buffer, offset, packet.length);
            assertThat(RtpHeader.length(buffer, offset, packet.length)).isEqualTo(32);
            assertThat(RtpHeader.payloadLength(buffer, offset, packet.length)).isEqualTo(3);
            assertThat(RtpHeader.marker(buffer, offset)).isTrue();
            assertThat(RtpHeader.payloadType(buffer, offset)).isEqualTo(111);
            assertThat(RtpHeader.sequence(buffer, offset)).isEqualTo(0x1234);
            assertThat(RtpHeader.timestamp(buffer, offset)).isEqualTo(0x89ABCDEF);
            assertThat(RtpHeader.ssrc(buffer, offset)).isEqualTo(0x01020304);
            assertThat(RtpHeader.contributingSources(buffer, offset)).isEqualTo(2);
            assertThat(RtpHeader.contributingSource(buffer, offset, 1)).isEqualTo(0x8E8F9091);
            assertThat(RtpExtensions.text(buffer, offset, 1)).isEqualTo("a");
            assertThat(RtpExtensions.text(buffer, offset, 2)).isEqualTo("123");
            assertThat(RtpExtensions.find(buffer, offset, 3)).isEqualTo(-1);
        }
    }

    @Test
    void readsElementsWithTwoBytesAndAcceptsEmptyOnes() {
        byte[] packet = bytes("90 00 0001 00000000 00000000 1005 0002 05 00 C8 03 78 79 7A 00");
        assertThat(RtpHeader.length(packet, 0, packet.length)).isEqualTo(packet.length);
        assertThat(RtpExtensions.text(packet, 0, 5)).isEmpty();
        assertThat(RtpExtensions.text(packet, 0, 200)).isEqualTo("xyz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Of another profile; an element longer than the extension; the id that ends the list; a header of two
                // bytes cut.
                "90 00 0001 00000000 00000000 ABAC 0001 10 61 00 00",
                "90 00 0001 00000000 00000000 BEDE 0001 1F 61 00 00",
                "90 00 0001 00000000 00000000 BEDE 0001 F0 61 10 61",
                "90 00 0001 00000000 00000000 1000 0001 00 00 00 01",
                "80 00 0001 00000000 00000000 BEDE 0001 10 61 00 00"
            })
    void findsNothingWhereNothingIs(String packet) {
        assertThat(RtpExtensions.find(bytes(packet), 0, 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        // No padding where there should be some; more than the payload; none of no length; all of the payload.
        "A0 00 0001 00000000 00000000, -1",
        "A0 00 0001 00000000 00000000 01 02 04, -1",
        "A0 00 0001 00000000 00000000 01 02 00, -1",
        "A0 00 0001 00000000 00000000 01 02 03, 0"
    })
    void checksThePadding(String packet, int payload) {
        assertThat(RtpHeader.payloadLength(bytes(packet), 0, bytes(packet).length))
                .isEqualTo(payload);
    }

    @Test
    void refusesWhatIsNotWhole() {
        byte[] packet = bytes(FULL);
        for (int length = 0; length < 32; length++) {
            assertThat(RtpHeader.length(packet, 0, length)).isEqualTo(-1);
        }
        packet[0] = 0x40;
        assertThat(RtpHeader.length(packet, 0, packet.length)).isEqualTo(-1);
    }

    @Test
    void findsWhatItHasWritten() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            int id = 1 + random.nextInt(random.nextBoolean() ? 14 : 255);
            byte[] value = new byte[random.nextInt(random.nextBoolean() ? 20 : 256)];
            random.nextBytes(value);
            byte[] packet = new byte[400];
            Arrays.fill(packet, (byte) 0xFF);
            int offset = random.nextInt(8);
            RtpHeader.write(packet, offset, true, false, 0, i & 0xFFFF, i, i);
            int written = RtpExtensions.write(packet, offset + RtpHeader.FIXED_LENGTH, id, value);

            assertThat(written).isEqualTo(RtpExtensions.length(value, id)).matches(length -> length % 4 == 0);
            assertThat(RtpHeader.length(packet, offset, 400 - offset)).isEqualTo(RtpHeader.FIXED_LENGTH + written);
            int found = RtpExtensions.find(packet, offset, id);
            int length = RtpExtensions.valueLength(packet, offset, found);
            assertThat(Arrays.copyOfRange(packet, found, found + length)).isEqualTo(value);
            assertThat(RtpExtensions.find(packet, offset, id == 7 ? 8 : 7)).isEqualTo(-1);
        }
    }

    @Test
    void aMidIsWrittenAsOthersWriteIt() {
        byte[] extension = new byte[8];
        RtpExtensions.write(extension, 0, 1, "0".getBytes(StandardCharsets.US_ASCII));
        assertThat(extension).isEqualTo(bytes("BEDE 0001 10 30 00 00"));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
