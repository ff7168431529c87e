// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffer on a network that is made up: packets with the times at which they come, and a taker every 20 ms. */
class JitterBufferTest {
    private static final int RATE = 8_000;
    private static final int FRAME = 160;

    /** When a packet comes, in milliseconds; its number is its payload. */
    private record Arrival(double at, int number) {}

    private final JitterBuffer buffer = new JitterBuffer(RATE);
    private final List<Integer> played = new ArrayList<>();

    /** For each 20 ms: whether there was audio. */
    private final List<Boolean> sounding = new ArrayList<>();

    private final int firstSequence = 65_530;
    private final int firstTimestamp = Integer.MAX_VALUE - 1_000;
    private int packetMillis = 20;

    @Test
    void anEvenStreamIsPlayedWholeWithTheLeastDelay() {
        run(even(500));
        assertThat(played).containsExactlyElementsOf(numbers(500));
        assertThat(sounding.subList(2, 502)).containsOnly(true);
        assertThat(buffer.lost() + buffer.late() + buffer.discarded()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10", "30", "40", "60"})
    void packetsOfOtherLengthsArePlayedWhole(int millis) {
        packetMillis = millis;
        run(even(300));
        assertThat(played).containsExactlyElementsOf(numbers(300));
        assertThat(buffer.lost() + buffer.late() + buffer.discarded()).isZero();
    }

    @Test
    void orderIsRestoredAndDuplicatesAreDropped() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Arrival arrival : even(200)) {
            boolean swapped = arrival.number % 5 == 2;
            arrivals.add(swapped ? new Arrival(arrival.at + 25, arrival.number) : arrival);
            if (arrival.number % 3 == 0) {
                arrivals.add(new Arrival(arrival.at + 1, arrival.number));
                arrivals.add(new Arrival(arrival.at + 300, arrival.number));
            }
        }
        run(arrivals);
        assertThat(played).containsExactlyElementsOf(numbers(200));
        assertThat(buffer.duplicates()).isEqualTo(2 * 67);
        assertThat(buffer.late()).isZero();
    }

    @Test
    void aLossTakesAsLongAsItWas() {
        List<Arrival> arrivals = even(100);
        arrivals.removeIf(arrival -> arrival.number >= 50 && arrival.number < 54);
        run(arrivals);
        assertThat(played).hasSize(96);
        assertThat(buffer.lost()).isEqualTo(4);
        assertThat(sounding.subList(2, 52)).containsOnly(true);
        assertThat(sounding.subList(52, 56)).containsOnly(false);
        assertThat(sounding.subList(56, 102)).containsOnly(true);
    }

    /** As a far end does whose process was replaced: 130 numbers are left out, and 60 ms of time. */
    @Test
    void sequenceNumbersThatJumpCostNoTime() {
        for (int jump : new int[] {5, 25, 130, 30_000}) {
            JitterBuffer jumped = new JitterBuffer(RATE);
            int missing = 0;
            for (int i = 0; i < 100; i++) {
                int skipped = i < 50 ? 0 : jump;
                int timestamp = (i + (i < 50 ? 0 : 3)) * FRAME;
                jumped.put((i + skipped) & 0xFFFF, timestamp, FRAME, new byte[1], 0, 1);
                for (int take = i == 50 ? 4 : 1; take > 0; take--) {
                    missing += jumped.take(FRAME) ? 0 : 1;
                }
            }
            // 2 at the beginning, 3 of the gap, and where the jump is far, one for the packet that told of it, and 2
            // again.
            assertThat(missing).as("%d", jump).isLessThanOrEqualTo(jump < JitterBuffer.CAPACITY ? 5 : 8);
        }
    }

    @Test
    void aPauseOfTheSenderIsAPauseAndWhatFollowsHasItsDelayAgain() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Arrival arrival : even(400)) {
            if (arrival.number < 100 || arrival.number >= 300) {
                arrivals.add(arrival);
            }
        }
        // Numbers go on without a gap: the sender has sent nothing.
        for (double now = 0; now < 400 * 20 + 100; now += 20) {
            for (Arrival arrival : arrivals) {
                if (arrival.at >= now && arrival.at < now + 20) {
                    int sequence = arrival.number < 100 ? arrival.number : arrival.number - 200;
                    buffer.put(sequence, arrival.number * FRAME, FRAME, new byte[1], 0, 1);
                }
            }
            sounding.add(buffer.take(FRAME));
        }
        assertThat(sounding.subList(2, 102)).containsOnly(true);
        assertThat(sounding.subList(102, 302)).containsOnly(false);
        assertThat(sounding.subList(302, 402)).containsOnly(true);
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void timestampsThatStoodStillAreWaitedForAnew() {
        for (int i = 0; i < 50; i++) {
            buffer.put(i, i * FRAME, FRAME, new byte[1], 0, 1);
            buffer.take(FRAME);
        }
        for (int i = 0; i < 500; i++) {
            buffer.take(FRAME);
        }
        int silent = 0;
        for (int i = 50; i < 100; i++) {
            buffer.put(i, i * FRAME, FRAME, new byte[1], 0, 1);
            silent += buffer.take(FRAME) ? 0 : 1;
        }
        assertThat(silent).isEqualTo(2);
        assertThat(buffer.delay()).isEqualTo(RATE / 1_000 * JitterBuffer.MIN_DELAY_MILLIS);
    }

    @Test
    void theDelayGrowsWithTheJitterAndShrinksAfterIt() {
        Random random = new Random(7);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            arrivals.add(new Arrival(20 * i + (i < 300 ? random.nextInt(120) : 0), i));
        }
        run(arrivals);
        // In the first second it learns; then all is played, until it gives the delay up again.
        assertThat(played).containsAll(numbers(300).subList(60, 300));
        assertThat(sounding.subList(100, 290)).containsOnly(true);
        assertThat(played).containsAll(numbers(1_000).subList(800, 1_000));
        assertThat(buffer.discarded()).isBetween(3L, 12L);
    }

    @Test
    void aBurstAfterAnOutageDoesNotStayInTheBuffer() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Arrival arrival : even(600)) {
            boolean held = arrival.number >= 100 && arrival.number < 125;
            arrivals.add(held ? new Arrival(125 * 20 + arrival.number * 0.01, arrival.number) : arrival);
        }
        run(arrivals);
        assertThat(buffer.delay()).isLessThanOrEqualTo(RATE / 1_000 * (JitterBuffer.MIN_DELAY_MILLIS + 40));
        assertThat(played).containsAll(numbers(600).subList(500, 600));
    }

    /** A clock that is a thousandth too slow or too fast: once in 20 s a packet too few or too many. */
    @ParameterizedTest
    @ValueSource(doubles = {0.999, 1.001})
    void clocksThatRunApartCostAFrameFromTimeToTime(double pace) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            arrivals.add(new Arrival(20 * i * pace, i));
        }
        run(arrivals);
        assertThat(played.size() + buffer.discarded()).isEqualTo(5_000);
        assertThat(buffer.discarded()).isLessThanOrEqualTo(6);
        assertThat(sounding.subList(2, 4_990).stream().filter(sounds -> !sounds).count())
                .isLessThanOrEqualTo(6);
    }

    @Test
    void packetsWithoutAudioAreNotMissed() {
        for (int i = 0; i < 100; i++) {
            boolean key = i >= 40 && i < 50;
            buffer.put(i, (key ? 40 : i) * FRAME, key ? 0 : FRAME, new byte[1], 0, key ? 0 : 1);
            sounding.add(buffer.take(FRAME));
        }
        assertThat(buffer.lost()).isZero();
        assertThat(sounding.subList(2, 42)).containsOnly(true);
        assertThat(sounding.subList(42, 52)).containsOnly(false);
        assertThat(sounding.subList(52, 100)).containsOnly(true);
    }

    @Test
    void aStrayPacketChangesNothing() {
        for (int i = 0; i < 100; i++) {
            buffer.put(i, i * FRAME, FRAME, new byte[1], 0, 1);
            if (i % 10 == 5) {
                buffer.put(i + 20_000, i, FRAME, new byte[1], 0, 1);
            }
            sounding.add(buffer.take(FRAME));
        }
        assertThat(sounding.subList(2, 100)).containsOnly(true);
        assertThat(buffer.size()).isLessThanOrEqualTo(3);
    }

    /**
     * Any network: what is played is in order, each packet once, with its own payload; every packet that came is accounted for;
     * and no more is held than the limits say.
     */
    @Test
    void holdsItsPropertiesOnAnyNetwork() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            JitterBuffer tested = new JitterBuffer(RATE);
            double loss = random.nextDouble() * 0.3;
            double duplicates = random.nextDouble() * 0.2;
            int jitter = 1 + random.nextInt(250);
            int first = random.nextInt(0x10000);
            int timestamp = random.nextInt();
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                for (boolean again = random.nextDouble() >= loss; again; again = random.nextDouble() < duplicates) {
                    arrivals.add(new Arrival(20 * i + random.nextInt(jitter), i));
                }
            }
            arrivals.sort(Comparator.comparingDouble(Arrival::at));
            Set<Integer> came = new HashSet<>();
            int last = -1;
            int put = 0;
            int given = 0;
            int at = 0;
            for (double now = 0; now < 400 * 20 + 1_000; now += 20) {
                for (; at < arrivals.size() && arrivals.get(at).at < now + 20; at++) {
                    int number = arrivals.get(at).number;
                    byte[] payload = {9, (byte) (number >> 8), (byte) number};
                    tested.put((first + number) & 0xFFFF, timestamp + number * FRAME, FRAME, payload, 1, 2);
                    came.add(number);
                    put++;
                }
                if (tested.take(FRAME)) {
                    int number = (tested.payload()[0] & 0xFF) << 8 | (tested.payload()[1] & 0xFF);
                    if (tested.payloadLength() != 2 || number <= last || !came.contains(number)) {
                        throw new AssertionError("seed " + seed + ": " + number + " after " + last);
                    }
                    last = number;
                    given++;
                }
            }
            assertThat(tested.size()).as("seed %d", seed).isZero();
            assertThat(given + tested.late() + tested.duplicates() + tested.discarded())
                    .as("seed %d", seed)
                    .isEqualTo(put);
            // Nothing is late where the delay covers the jitter from the beginning.
            if (jitter <= JitterBuffer.MIN_DELAY_MILLIS - 20) {
                assertThat(given).as("seed %d", seed).isEqualTo(came.size());
            }
        }
    }

    private List<Arrival> even(int count) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrivals.add(new Arrival(packetMillis * i, i));
        }
        return arrivals;
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /** Takes 20 ms every 20 ms, as a receiver does. */
    private void run(List<Arrival> arrivals) {
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparingDouble(Arrival::at));
        int duration = FRAME * packetMillis / 20;
        int waiting = 0;
        int at = 0;
        double end = sorted.get(sorted.size() - 1).at + 1_000;
        for (double now = 0; now < end; now += 20) {
            for (; at < sorted.size() && sorted.get(at).at < now + 20; at++) {
                int number = sorted.get(at).number;
                byte[] payload = {(byte) (number >> 8), (byte) number};
                buffer.put(
                        (firstSequence + number) & 0xFFFF,
                        firstTimestamp + number * duration,
                        duration,
                        payload,
                        0,
                        payload.length);
            }
            boolean sounds = true;
            while (waiting < FRAME) {
                if (buffer.take(FRAME)) {
                    played.add((buffer.payload()[0] & 0xFF) << 8 | (buffer.payload()[1] & 0xFF));
                    waiting += duration;
                } else {
                    sounds = false;
                    waiting += FRAME;
                }
            }
            waiting -= FRAME;
            sounding.add(sounds);
        }
    }
}
