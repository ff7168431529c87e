// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneDetectorTest {
    private static final int RATE = 8_000;

    @ParameterizedTest
    @CsvSource({"300,8000", "440,8000", "1000,8000", "3400,8000", "440,16000", "440,44100", "440,48000", "3400,48000"})
    void hearsItsToneAtEveryRate(double hertz, int rate) {
        ToneDetector detector = new ToneDetector(hertz, rate);
        assertThat(detector.accept(tone(hertz, rate, 200))).isTrue();
        assertThat(detector.share()).isGreaterThan(0.9);
        assertThat(detector.level()).isCloseTo(0.3 / Math.sqrt(2), within(0.01));
    }

    @Test
    void needsAHundredMilliseconds() {
        ToneDetector detector = new ToneDetector(440, RATE);
        ToneGenerator generator = new ToneGenerator(440, RATE);
        for (int frame = 1; frame <= 9; frame++) {
            assertThat(detector.accept(frame(generator, RATE))).isFalse();
        }
        assertThat(detector.accept(frame(generator, RATE))).isTrue();
    }

    @Test
    void aGapStartsTheCountAgain() {
        ToneDetector detector = new ToneDetector(440, RATE);
        assertThat(detector.accept(tone(440, RATE, 80))).isFalse();
        assertThat(detector.accept(new short[RATE / 50])).isFalse();
        assertThat(detector.accept(tone(440, RATE, 80))).isFalse();
        assertThat(detector.accept(tone(440, RATE, 40))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {350, 400, 480, 523.25, 880, 1_320})
    void doesNotTakeAnotherToneForIts(double other) {
        ToneDetector detector = new ToneDetector(440, RATE);
        assertThat(detector.accept(tone(other, RATE, 500))).isFalse();
    }

    @Test
    void hearsNothingInSilenceNoiseOrLineNoise() {
        ToneDetector detector = new ToneDetector(440, RATE);
        assertThat(detector.accept(new short[RATE])).isFalse();
        assertThat(detector.share()).isZero();
        assertThat(detector.accept(noise(10_000))).isFalse();
        // G.711 decodes its quietest code to a handful of units; a tone of that size is no tone.
        assertThat(detector.accept(scaled(tone(440, RATE, 500), 8 / 9_830.0))).isFalse();
    }

    @Test
    void hearsAToneInNoiseThatIsWeaker() {
        short[] mixed = tone(440, RATE, 500);
        short[] noise = noise(3_000);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] += noise[i];
        }
        assertThat(new ToneDetector(440, RATE).accept(mixed)).isTrue();
    }

    @Test
    void hearsNeitherOfTwoEqualTones() {
        short[] mixed = tone(440, RATE, 500);
        short[] other = tone(1_000, RATE, 500);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] += other[i];
        }
        assertThat(ToneDetector.share(mixed, 440, RATE)).isCloseTo(0.5, within(0.02));
        assertThat(ToneDetector.share(mixed, 1_000, RATE)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void refusesWhatCannotBeHeard() {
        assertThatThrownBy(() -> new ToneDetector(4_000, RATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToneDetector(0, RATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToneDetector(Double.NaN, RATE)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ToneDetector.share(new short[0], 440, RATE)).isZero();
        assertThat(ToneDetector.level(new short[0])).isZero();
    }

    @Test
    void theGeneratorMakesNoClickBetweenFrames() {
        ToneGenerator generator = new ToneGenerator(441.7, RATE);
        short[] tone = new short[RATE];
        for (int at = 0; at < tone.length; at += RATE / 100) {
            System.arraycopy(frame(generator, RATE), 0, tone, at, RATE / 100);
        }
        double steepest = 2 * Math.PI * 441.7 / RATE * 0.3 * Short.MAX_VALUE;
        for (int i = 1; i < tone.length; i++) {
            assertThat(Math.abs(tone[i] - tone[i - 1])).isLessThanOrEqualTo((int) Math.ceil(steepest) + 1);
        }
        assertThat(ToneDetector.share(tone, 441.7, RATE)).isGreaterThan(0.99);
        assertThatThrownBy(() -> new ToneGenerator(4_000, RATE)).isInstanceOf(IllegalArgumentException.class);
    }

    static short[] tone(double hertz, int rate, int millis) {
        short[] tone = new short[rate * millis / 1_000];
        assertThat(new ToneGenerator(hertz, rate).read(tone)).isTrue();
        return tone;
    }

    private static short[] frame(ToneGenerator generator, int rate) {
        short[] frame = new short[rate / 100];
        assertThat(generator.read(frame)).isTrue();
        return frame;
    }

    private static short[] noise(int amplitude) {
        Random random = new Random(1);
        short[] noise = new short[RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) random.nextInt(-amplitude, amplitude);
        }
        return noise;
    }

    private static short[] scaled(short[] samples, double factor) {
        short[] scaled = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = (short) Math.round(samples[i] * factor);
        }
        return scaled;
    }
}
