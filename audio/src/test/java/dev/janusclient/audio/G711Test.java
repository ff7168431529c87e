// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compared with the decision and output values of ITU-T G.711's tables 1 and 2, written as its formulas say. */
class G711Test {
    /** A code's range of magnitudes and its output, in the units of the law. */
    private record Interval(int from, int to, int output) {}

    /** Table 2a: 16 steps a segment, whose sizes double; the first one is half as wide as the others of its segment. */
    private static List<Interval> ulaw() {
        List<Interval> intervals = new ArrayList<>();
        intervals.add(new Interval(0, 1, 0));
        int from = 1;
        for (int segment = 0; segment < 8; segment++) {
            int step = 2 << segment;
            for (int i = segment == 0 ? 1 : 0; i < 16; i++) {
                intervals.add(new Interval(from, from + step, from + step / 2));
                from += step;
            }
        }
        return intervals;
    }

    /** Table 1a: 32 steps of two units, then 16 steps a segment, whose sizes double. */
    private static List<Interval> alaw() {
        List<Interval> intervals = new ArrayList<>();
        int from = 0;
        for (int segment = 0; segment < 8; segment++) {
            int step = segment == 0 ? 2 : 2 << (segment - 1);
            for (int i = 0; i < 16; i++) {
                intervals.add(new Interval(from, from + step, from + step / 2));
                from += step;
            }
        }
        return intervals;
    }

    /** The character signal of the n-th interval: sign first, then 7 bits; µ-law inverts all, A-law every second bit. */
    private static byte code(G711 law, boolean positive, int n) {
        int bits = (positive ? 0x80 : 0) | n;
        return (byte) (law == G711.ULAW ? bits ^ 0x7F : bits ^ 0x55);
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void everySampleHasTheCodeOfItsInterval(G711 law) {
        List<Interval> intervals = law == G711.ULAW ? ulaw() : alaw();
        int unit = law == G711.ULAW ? 4 : 8;
        assertThat(intervals).hasSize(128);
        for (int n = 0; n < intervals.size(); n++) {
            Interval interval = intervals.get(n);
            assertThat(law.decode(code(law, true, n))).isEqualTo((short) (interval.output * unit));
            assertThat(law.decode(code(law, false, n))).isEqualTo((short) (-interval.output * unit));
            int last = n == 127 ? 0x8000 / unit : interval.to;
            for (int sample = interval.from * unit; sample < last * unit; sample++) {
                assertThat(law.encode((short) sample)).as("%d", sample).isEqualTo(code(law, true, n));
                assertThat(law.encode((short) ~sample)).as("%d", ~sample).isEqualTo(code(law, false, n));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ULAW,0,FF", "ULAW,32767,80", "ULAW,-32768,0", "ALAW,0,D5", "ALAW,32767,AA", "ALAW,-32768,2A"})
    void theEndsHaveTheWellKnownCodes(G711 law, short sample, String code) {
        assertThat(law.encode(sample)).isEqualTo((byte) Integer.parseInt(code, 16));
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void aToneComesThroughWithTheNoiseOfTheLaw(G711 law) {
        short[] tone = ToneDetectorTest.tone(1_013.7, 8_000, 1_000);
        byte[] codes = new byte[tone.length + 3];
        short[] decoded = new short[tone.length + 2];
        law.encode(tone, tone.length, codes, 3);
        law.decode(codes, 3, tone.length, decoded, 2);
        double noise = 0;
        for (int i = 0; i < tone.length; i++) {
            noise += Math.pow(decoded[i + 2] - tone[i], 2);
        }
        double ratio = 20 * Math.log10(ToneDetector.level(tone) * 32_767 / Math.sqrt(noise / tone.length));
        // G.712 wants 33 dB at this level of a real line; the law alone is better.
        assertThat(ratio).isCloseTo(38, within(2.0));
    }
}
