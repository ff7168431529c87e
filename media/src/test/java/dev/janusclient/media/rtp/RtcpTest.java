// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpTest {
    /** A sender report with a block, a description with two chunks, a type that is not known, a bye with padding. */
    private static final String COMPOUND = "81 C8 000C 00000001 E1234567 89ABCDEF 00000010 00000064 00003E80"
            + " 00000002 40 FFFFFE 0001FFFF 00000050 12345678 00010000"
            + " 82 CA 0006 00000001 01 03 616263 00 0000 00000003 02 01 78 01 02 79 7A 00"
            + " 80 CE 0002 00000001 00000002"
            + " A2 CB 0003 00000001 00000003 00000004";

    @Test
    void readsACompound() {
        Recorded said = new Recorded();
        byte[] packet = RtpPacketTest.bytes(COMPOUND);
        assertThat(RtcpReader.read(packet, 0, packet.length, said)).isTrue();
        assertThat(said.lines)
                .containsExactly(
                        "SR 1 e123456789abcdef 16 100 16000",
                        "block 1 2 64 -2 131071 80 305419896 65536",
                        "name 1 abc",
                        "name 3 yz",
                        "bye 1",
                        "bye 3");
    }

    @Test
    void saysNothingOfOneThatIsCut() {
        byte[] packet = RtpPacketTest.bytes(COMPOUND);
        List<Integer> whole = List.of(52, 80, 92);
        for (int length = 0; length < packet.length; length++) {
            Recorded said = new Recorded();
            assertThat(RtcpReader.read(packet, 0, length, said)).isEqualTo(whole.contains(length));
            assertThat(said.lines.isEmpty()).isNotEqualTo(whole.contains(length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another version; more blocks and byes than there is room for; padding in the middle, of no length,
                // too long.
                "41 C9 0001 00000001",
                "81 C9 0001 00000001",
                "9F CB 0001 00000001",
                "A0 C9 0002 00000001 00000004 80 C9 0001 00000001",
                "A0 C9 0002 00000001 00000000",
                "A0 C9 0002 00000001 0000000C",
                // A description whose item is longer than the packet, or whose chunk does not end.
                "81 CA 0002 00000001 01 FF 00 00",
                "81 CA 0002 00000001 01 02 61 62",
                "82 CA 0002 00000001 00 00 00 00"
            })
    void refusesWhatIsWrong(String packet) {
        Recorded said = new Recorded();
        byte[] bytes = RtpPacketTest.bytes(packet);
        assertThat(RtcpReader.read(bytes, 0, bytes.length, said)).isFalse();
        assertThat(said.lines).isEmpty();
    }

    @Test
    void readsWhatItHasWritten() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] buffer = new byte[2_000];
            random.nextBytes(buffer);
            int offset = random.nextInt(9);
            List<String> lines = new ArrayList<>();
            RtcpWriter writer = new RtcpWriter();
            writer.begin(buffer, offset);
            int ssrc = random.nextInt();
            if (random.nextBoolean()) {
                long ntp = random.nextLong();
                writer.senderReport(ssrc, ntp, i, 2 * i, 3 * i);
                lines.add("SR " + ssrc + " " + Long.toHexString(ntp) + " " + i + " " + 2 * i + " " + 3 * i);
            } else {
                writer.receiverReport(ssrc);
            }
            for (int block = random.nextInt(5); block > 0; block--) {
                int lost = random.nextInt(-0x80_0000, 0x80_0000);
                int fraction = random.nextInt(256);
                writer.reportBlock(block, fraction, lost, -i, i, i + 1, i + 2);
                lines.add("block " + ssrc + " " + block + " " + fraction + " " + lost + " " + -i + " " + i + " "
                        + (i + 1) + " " + (i + 2));
            }
            String name = "n".repeat(1 + random.nextInt(255));
            writer.canonicalName(ssrc, name.getBytes(StandardCharsets.UTF_8));
            lines.add("name " + ssrc + " " + name);
            writer.bye(ssrc);
            lines.add("bye " + ssrc);

            Recorded said = new Recorded();
            assertThat(RtcpReader.read(buffer, offset, writer.length(), said)).isTrue();
            assertThat(said.lines).isEqualTo(lines);
        }
    }

    @Test
    void neverLeavesThePacketWhateverIsInIt() {
        Random random = new Random(17);
        byte[] compound = RtpPacketTest.bytes(COMPOUND);
        for (int i = 0; i < 50_000; i++) {
            byte[] packet = Arrays.copyOf(compound, random.nextInt(compound.length + 1));
            for (int change = random.nextInt(4); change > 0 && packet.length > 0; change--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            RtcpReader.read(packet, 0, packet.length, new RtcpListener() {});
        }
    }

    /** Writes down what it is called with. */
    static final class Recorded implements RtcpListener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void senderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {
            lines.add("SR " + ssrc + " " + Long.toHexString(ntp) + " " + timestamp + " " + packets + " " + octets);
        }

        @Override
        public void reportBlock(
                int reporter,
                int source,
                int fractionLost,
                int lost,
                int highest,
                int jitter,
                int lastReport,
                int sinceLastReport) {
            lines.add("block " + reporter + " " + source + " " + fractionLost + " " + lost + " " + highest + " "
                    + jitter + " " + lastReport + " " + sinceLastReport);
        }

        @Override
        public void canonicalName(int ssrc, String name) {
            lines.add("name " + ssrc + " " + name);
        }

        @Override
        public void bye(int ssrc) {
            lines.add("bye " + ssrc);
        }
    }
}
