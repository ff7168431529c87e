// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.rtp.AudioCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtmfTest {
    private static final Duration PAUSE = Duration.ofMillis(60);

    private record Sent(int frame, boolean marker, int type, int timestamp, int event, boolean end, int duration) {}

    @ParameterizedTest
    @EnumSource(AudioCodec.class)
    void aKeyIsAnEventThatGrowsAndEndsThreeTimes(AudioCodec codec) {
        int step = codec.samplesPerPacket();
        DtmfSender sender = new DtmfSender(PAUSE);
        CompletableFuture<Void> done = sender.press("#", Duration.ofMillis(100));
        List<Sent> sent = send(sender, new MediaFormat(codec, 0, 101), 20);
        assertThat(sent).hasSize(7).extracting(Sent::timestamp).containsOnly(0);
        assertThat(sent).extracting(Sent::type).containsOnly(101);
        assertThat(sent).extracting(Sent::marker).containsExactly(true, false, false, false, false, false, false);
        assertThat(sent).extracting(Sent::event).containsOnly(11);
        assertThat(sent).extracting(Sent::end).containsExactly(false, false, false, false, true, true, true);
        assertThat(sent)
                .extracting(Sent::duration)
                .containsExactly(step, 2 * step, 3 * step, 4 * step, 5 * step, 5 * step, 5 * step);
        assertThat(done).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void keysFollowEachOtherWithAPause() {
        DtmfSender sender = new DtmfSender(PAUSE);
        CompletableFuture<Void> done = sender.press("19*d", Duration.ofMillis(40));
        List<Sent> sent = send(sender, new MediaFormat(AudioCodec.PCMU, 0, 101), 40);
        assertThat(sent)
                .extracting(Sent::frame)
                .containsExactly(0, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23, 24);
        assertThat(done).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(receive(sent)).containsExactly('1', '9', '*', 'D');
    }

    @Test
    void eachPressIsReportedOnceWhateverIsLostRepeatedAndReordered() {
        String keys = "11159*0#AA";
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            DtmfSender sender = new DtmfSender(PAUSE);
            sender.press(keys, Duration.ofMillis(100));
            List<Sent> arriving = new ArrayList<>();
            int left = 0;
            int event = -1;
            for (Sent sent : send(sender, new MediaFormat(AudioCodec.PCMU, 0, 101), 200)) {
                if (sent.timestamp != event) {
                    event = sent.timestamp;
                    // One of the packets of each press arrives for certain.
                    left = random.nextInt(7);
                }
                if (left-- == 0 || random.nextInt(3) == 0) {
                    arriving.add(sent);
                }
                if (random.nextInt(4) == 0 && !arriving.isEmpty()) {
                    arriving.add(arriving.get(Math.max(0, arriving.size() - 1 - random.nextInt(10))));
                }
            }
            for (int i = 1; i < arriving.size(); i++) {
                if (arriving.get(i).timestamp == arriving.get(i - 1).timestamp && random.nextBoolean()) {
                    Collections.swap(arriving, i, i - 1);
                }
            }
            assertThat(receive(arriving))
                    .as("seed %d", seed)
                    .containsExactly('1', '1', '1', '5', '9', '*', '0', '#', 'A', 'A');
        }
    }

    @Test
    void aVeryLongPressIsOneInAllItsSegments() {
        DtmfReceiver receiver = new DtmfReceiver(8_000);
        int timestamp = -100_000;
        List<Character> keys = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            for (int duration = 160; duration < 0xFFFF; duration += 8_000) {
                add(keys, receiver, timestamp, event(5, false, duration));
            }
            add(keys, receiver, timestamp, event(5, segment == 2, segment == 2 ? 8_000 : 0xFFFF));
            timestamp += 0xFFFF;
        }
        assertThat(keys).containsExactly('5');
        add(keys, receiver, timestamp, event(5, false, 160));
        assertThat(keys).containsExactly('5', '5');
    }

    @Test
    void timestampsThatBeginAnewAndOtherEventsAreTakenAsTheyAre() {
        DtmfReceiver receiver = new DtmfReceiver(8_000);
        List<Character> keys = new ArrayList<>();
        add(keys, receiver, 1_000_000, event(1, true, 800));
        add(keys, receiver, 1_000, event(2, true, 800));
        add(keys, receiver, 2_000, event(16, true, 800));
        add(keys, receiver, 3_000, new byte[] {1, 2, 3});
        receiver.reset();
        add(keys, receiver, 900, event(3, true, 800));
        assertThat(keys).containsExactly('1', '2', '3');
    }

    @Test
    void whoTakesNoEventsGetsNoneAndThePressFails() {
        DtmfSender sender = new DtmfSender(PAUSE);
        CompletableFuture<Void> first = sender.press("1", Duration.ofMillis(100));
        CompletableFuture<Void> second = sender.press("23", Duration.ofMillis(100));
        assertThat(send(sender, new MediaFormat(AudioCodec.PCMU, 0, -1), 10)).isEmpty();
        for (CompletableFuture<Void> press : List.of(first, second)) {
            assertThat(press)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesWhatIsNoKeyAndWhatIsTooShort() {
        DtmfSender sender = new DtmfSender(PAUSE);
        assertThatThrownBy(() -> sender.press("1E", Duration.ofMillis(100))).hasMessageContaining("position 1");
        assertThatThrownBy(() -> sender.press("", Duration.ofMillis(100))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sender.press("1", Duration.ofMillis(39))).hasMessageContaining("39 ms");
        assertThatThrownBy(() -> sender.press("1", Duration.ofMillis(1_001))).hasMessageContaining("1001 ms");
    }

    private static List<Sent> send(DtmfSender sender, MediaFormat format, int frames) {
        List<Sent> sent = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            OutgoingPacket packet = OutgoingPacket.create();
            packet.timestamp(frame * format.codec().samplesPerPacket());
            if (sender.next(packet, format)) {
                assertThat(packet.length()).isEqualTo(TelephoneEvent.LENGTH);
                byte[] payload = packet.buffer();
                int at = packet.offset();
                sent.add(new Sent(
                        frame,
                        packet.marker(),
                        packet.payloadType(),
                        packet.timestamp(),
                        TelephoneEvent.event(payload, at),
                        TelephoneEvent.isEnd(payload, at),
                        TelephoneEvent.duration(payload, at)));
            }
        }
        return sent;
    }

    private static List<Character> receive(List<Sent> arriving) {
        DtmfReceiver receiver = new DtmfReceiver(8_000);
        List<Character> keys = new ArrayList<>();
        arriving.forEach(sent -> add(keys, receiver, sent.timestamp, event(sent.event, sent.end, sent.duration)));
        return keys;
    }

    private static void add(List<Character> keys, DtmfReceiver receiver, int timestamp, byte[] payload) {
        char key = receiver.packet(timestamp, payload, 0, payload.length);
        if (key != 0) {
            keys.add(key);
        }
    }

    private static byte[] event(int event, boolean end, int duration) {
        byte[] payload = new byte[TelephoneEvent.LENGTH];
        TelephoneEvent.write(payload, 0, event, end, duration);
        return payload;
    }
}
