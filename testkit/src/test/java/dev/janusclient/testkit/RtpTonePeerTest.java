// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpTonePeerTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 100, -100, 1000, -8000, 20_000, 32_767, -32_768})
    void ulawKeepsASampleWithinFourPercent(int sample) {
        assertThat((double) Ulaw.decode(Ulaw.encode(sample))).isCloseTo(sample, within(8 + Math.abs(sample) * 0.04));
    }

    @Test
    void ulawAgreesWithTheWellKnownCodes() {
        assertThat(Ulaw.encode(0)).isEqualTo((byte) 0xFF);
        assertThat(Ulaw.encode(32_767)).isEqualTo((byte) 0x80);
        assertThat(Ulaw.encode(-32_768)).isEqualTo((byte) 0x00);
        assertThat(Ulaw.decode((byte) 0x00)).isEqualTo(-32_124);
    }

    @Test
    void detectorHearsItsToneOnly() {
        assertThat(ToneDetector.hears(1000, tone(1000, 8000))).isTrue();
        assertThat(ToneDetector.hears(1100, tone(1000, 8000))).isFalse();
        assertThat(ToneDetector.hears(440, tone(1000, 8000))).isFalse();
        assertThat(ToneDetector.hears(440, tone(440, 500))).isTrue();
        assertThat(ToneDetector.hears(1000, tone(1000, 50))).isFalse();
    }

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
        phone.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), peer.port()));
    }

    private static short[] tone(double hertz, double amplitude) {
        short[] samples = new short[ToneDetector.WINDOW];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / ToneDetector.SAMPLE_RATE));
        }
        return samples;
    }
}
