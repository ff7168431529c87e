// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.audio.G711;
import dev.janusclient.audio.PcmSource;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RtpTonePeerTest {
    @Test
    void twoPeersHearEachOtherAndTheSecondLearnsWhereToSend() throws Exception {
        try (RtpTonePeer first = new RtpTonePeer("127.0.0.1", 1000);
                RtpTonePeer second = new RtpTonePeer("127.0.0.1", 440)) {
            CompletableFuture<Long> heardByFirst = first.hears(440);
            CompletableFuture<Long> heardBySecond = second.hears(1000);
            CompletableFuture<Long> wrong = second.hears(700);
            first.sendTo("127.0.0.1", second.port());
            long when = heardBySecond.get(5, TimeUnit.SECONDS);
            heardByFirst.get(5, TimeUnit.SECONDS);
            assertThat(second.firstPacket().join()).isLessThanOrEqualTo(when);
            assertThat(second.packetsReceived()).isGreaterThanOrEqualTo(3);
            assertThat(first.packetsSent()).isGreaterThanOrEqualTo(3);
            assertThat(wrong).isNotDone();
        }
    }

    @Test
    void closingFailsWhoeverStillListens() {
        CompletableFuture<Long> unheard;
        try (RtpTonePeer peer = new RtpTonePeer("127.0.0.1", 440)) {
            unheard = peer.hears(700);
        }
        assertThatThrownBy(unheard::join).hasMessageContaining("closed");
    }

    @Test
    void aMutedPeerIsNotHeard() throws Exception {
        try (RtpTonePeer first = new RtpTonePeer("127.0.0.1", 1000);
                RtpTonePeer second = new RtpTonePeer("127.0.0.1", 440)) {
            first.mute(true);
            first.sendTo("127.0.0.1", second.port());
            CompletableFuture<Long> heard = second.hears(1000);
            Awaitility.await().until(() -> second.packetsReceived() > 10);
            assertThat(heard).isNotDone();
            first.mute(false);
            assertThat(heard.get(5, TimeUnit.SECONDS)).isPositive();
        }
    }

    @Test
    void aKeyPressCountsOnceHoweverManyPacketsItHas() throws Exception {
        try (RtpTonePeer peer = new RtpTonePeer("127.0.0.1", 1000);
                DatagramSocket phone = new DatagramSocket()) {
            for (int packet = 0; packet < 5; packet++) {
                press(phone, peer, 5, packet, 160);
            }
            press(phone, peer, 11, 6, 960);
            Awaitility.await().until(() -> peer.packetsReceived() == 6);
            assertThat(peer.keys()).containsExactly(5, 11);
        }
    }

    /** As Janus sends them with the extension sdes:mid, and worse: nothing but the payload is audio or a key. */
    @Test
    void contributingSourcesExtensionsAndPaddingAreNoAudio() throws Exception {
        try (RtpTonePeer peer = new RtpTonePeer("127.0.0.1", 440);
                DatagramSocket phone = new DatagramSocket()) {
            CompletableFuture<Long> heard = peer.hears(1000);
            CompletableFuture<Long> wrong = peer.hears(700);
            PcmSource tone = PcmSource.tone(1000, 8000);
            PcmSource other = PcmSource.tone(700, 8000);
            for (int i = 0; i < 6; i++) {
                // Another tone, as loud, fills all that is no payload, and there is more of it.
                ByteBuffer packet = ByteBuffer.allocate(12 + 8 + 4 + 240 + 160 + 200);
                packet.put((byte) 0xB2)
                        .put((byte) 0)
                        .putShort((short) i)
                        .putInt(160 * i)
                        .putInt(7);
                packet.putLong(0).putShort((short) 0xBEDE).putShort((short) 60);
                packet.put(ulaw(other, 240))
                        .put(ulaw(tone, 160))
                        .put(ulaw(other, 199))
                        .put((byte) 200);
                send(phone, peer, packet.array());
            }
            heard.get(30, TimeUnit.SECONDS);
            send(phone, peer, HexFormat.of().parseHex("9065000900001000000000070000000107000000058a0320"));
            Awaitility.await().until(() -> !peer.keys().isEmpty());
            assertThat(peer.keys()).containsExactly(5);
            assertThat(wrong).isNotDone();

            // An extension and padding that are longer than the packet.
            send(phone, peer, HexFormat.of().parseHex("906500090000200000000007bede000208000000"));
            send(phone, peer, HexFormat.of().parseHex("a06500090000300000000007080000ff"));
            send(phone, peer, HexFormat.of().parseHex("8065000a0000400000000007098a0320"));
            Awaitility.await().until(() -> peer.keys().size() > 1);
            assertThat(peer.keys()).containsExactly(5, 9);
            assertThat(peer.packetsReceived()).isEqualTo(8);
        }
    }

    private static byte[] ulaw(PcmSource tone, int count) {
        short[] samples = new short[count];
        assertThat(tone.read(samples)).isTrue();
        byte[] codes = new byte[count];
        G711.ULAW.encode(samples, count, codes, 0);
        return codes;
    }

    private static void send(DatagramSocket phone, RtpTonePeer peer, byte[] packet) throws Exception {
        phone.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), peer.port()));
    }

    private static void press(DatagramSocket phone, RtpTonePeer peer, int key, int sequence, int timestamp)
            throws Exception {
        byte[] packet = ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) 101)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(7)
                .put((byte) key)
                .array();
        send(phone, peer, packet);
    }
}
