// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({"8000,48000", "16000,48000", "48000,8000", "48000,16000", "44100,48000", "44100,8000", "8000,44100"})
    void keepsATone(int from, int to) {
        short[] out = resample(ToneDetectorTest.tone(1_000, from, 1_000), from, to);
        assertThat(out).hasSize(to);
        short[] settled = Arrays.copyOfRange(out, to / 10, to);
        assertThat(ToneDetector.share(settled, 1_000, to)).isGreaterThan(0.999);
        assertThat(ToneDetector.level(settled)).isCloseTo(0.3 / Math.sqrt(2), within(0.003));
    }

    @ParameterizedTest
    @CsvSource({"48000,8000,5000", "48000,16000,9000", "44100,8000,7000"})
    void letsNothingThroughThatTheLowerRateCannotSay(int from, int to, int hertz) {
        short[] out = resample(ToneDetectorTest.tone(hertz, from, 1_000), from, to);
        assertThat(ToneDetector.level(Arrays.copyOfRange(out, to / 10, to))).isLessThan(0.3 / Math.sqrt(2) / 500);
    }

    @ParameterizedTest
    @CsvSource({"8000,48000,3000", "16000,48000,7000"})
    void mirrorsNothingIntoTheBandOfTheHigherRate(int from, int to, int hertz) {
        short[] out = resample(ToneDetectorTest.tone(hertz, from, 1_000), from, to);
        assertThat(ToneDetector.share(Arrays.copyOfRange(out, to / 10, to), from - hertz, to))
                .isLessThan(1e-5);
    }

    @Test
    void piecesOfAnySizeMakeTheSameAsTheWhole() {
        Random random = new Random(3);
        short[] in = ToneDetectorTest.tone(700, 44_100, 500);
        short[] whole = resample(in, 44_100, 16_000);
        Resampler resampler = new Resampler(44_100, 16_000);
        short[] joined = new short[whole.length];
        int made = 0;
        for (int at = 0; at < in.length; ) {
            int count = Math.min(in.length - at, random.nextInt(900));
            short[] out = new short[resampler.maxOutput(count)];
            int written = resampler.process(Arrays.copyOfRange(in, at, at + count), count, out);
            System.arraycopy(out, 0, joined, made, written);
            made += written;
            at += count;
        }
        assertThat(made).isEqualTo(whole.length);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void loudAudioIsClippedAndDoesNotWrap() {
        short[] square = new short[8_000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i % 80 < 40 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = resample(square, 8_000, 16_000);
        for (int i = 40; i < out.length; i++) {
            // Around the edges it overshoots; far from them it is as loud as before.
            if (i % 80 == 40) {
                assertThat(Math.abs(out[i])).isGreaterThan(30_000);
            }
        }
    }

    @Test
    void aSourceIsResampledFrameByFrameToItsEnd() {
        PcmSource source = Resampler.resampled(
                new PcmSource() {
                    private final PcmSource tone = PcmSource.tone(440, 16_000);
                    private int left = 10;

                    @Override
                    public int sampleRate() {
                        return 16_000;
                    }

                    @Override
                    public boolean read(short[] frame) {
                        return left-- > 0 && tone.read(frame);
                    }
                },
                8_000);
        assertThat(source.sampleRate()).isEqualTo(8_000);
        ToneDetector detector = new ToneDetector(440, 8_000);
        short[] frame = new short[160];
        int frames = 0;
        for (; source.read(frame); frames++) {
            detector.accept(frame);
        }
        assertThat(frames).isEqualTo(10);
        assertThat(detector.heard()).isTrue();
    }

    @Test
    void refusesRatesWithoutASimpleRatio() {
        assertThatThrownBy(() -> new Resampler(8_000, 96_001)).hasMessageContaining("96001");
        assertThatThrownBy(() -> new Resampler(0, 8_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resampler(8_000, 47_999)).hasMessageContaining("no simple ratio");
        PcmSource same = PcmSource.silence(8_000);
        assertThat(Resampler.resampled(same, 8_000)).isSameAs(same);
    }

    private static short[] resample(short[] in, int from, int to) {
        Resampler resampler = new Resampler(from, to);
        short[] out = new short[resampler.maxOutput(in.length)];
        int written = resampler.process(in, in.length, out);
        return Arrays.copyOf(out, written);
    }
}
