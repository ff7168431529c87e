// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavRecorderTest {
    private static final int RATE = 8_000;

    @TempDir
    Path folder;

    @Test
    void whatWasRecordedIsReadAgain() throws Exception {
        Path file = folder.resolve("call.wav");
        short[] tone = ToneDetectorTest.tone(440, RATE, 1_230);
        ExecutorService disk = Executors.newSingleThreadExecutor();
        try {
            WavRecorder recorder = WavRecorder.create(file, RATE, disk);
            record(recorder, tone);
            recorder.finish().get(30, TimeUnit.SECONDS);
            assertThat(recorder.dropped()).isZero();
        } finally {
            disk.shutdown();
        }
        assertThat(WavFile.read(file).samples()).isEqualTo(tone);
        try (AudioInputStream jdk = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(jdk.getFormat().getSampleRate()).isEqualTo(RATE);
            assertThat(jdk.getFrameLength()).isEqualTo(tone.length);
        }
    }

    @Test
    void theFileIsValidWhileItIsWritten() throws Exception {
        Path file = folder.resolve("call.wav");
        WavRecorder recorder = WavRecorder.create(file, RATE, Runnable::run);
        assertThat(WavFile.read(file).samples()).isEmpty();
        short[] tone = ToneDetectorTest.tone(440, RATE, 1_000);
        for (int at = 0; at < tone.length; at += 160) {
            recorder.accept(Arrays.copyOfRange(tone, at, at + 160), RATE);
            // As a program reads it that believes the header.
            try (AudioInputStream jdk = AudioSystem.getAudioInputStream(file.toFile())) {
                assertThat(at + 160 - jdk.getFrameLength()).isBetween(0L, RATE / 5L);
            }
        }
        recorder.close();
        assertThat(WavFile.read(file).samples()).isEqualTo(tone);
    }

    @Test
    void aDiskThatStandsStillCostsAudioAndNoMemory() {
        Path file = folder.resolve("call.wav");
        Queue<Runnable> disk = new ArrayDeque<>();
        WavRecorder recorder = WavRecorder.create(file, RATE, disk::add);
        short[] tone = ToneDetectorTest.tone(440, RATE, 10_000);
        record(recorder, tone);
        long kept = tone.length - recorder.dropped();
        assertThat(kept).isBetween(RATE * 3L, RATE * 4L);
        assertThat(disk).hasSize(1);
        disk.remove().run();
        assertThat(WavFile.read(file).samples()).isEqualTo(Arrays.copyOf(tone, (int) kept));

        record(recorder, Arrays.copyOf(tone, RATE));
        recorder.close();
        disk.remove().run();
        assertThat(recorder.finish()).isCompleted();
        assertThat(WavFile.read(file).samples()).hasSize((int) kept + RATE);
    }

    @Test
    void anExecutorThatEndedDoesNotLoseWhatIsThere() throws Exception {
        Path file = folder.resolve("call.wav");
        WavRecorder recorder = WavRecorder.create(file, RATE, task -> {
            throw new RejectedExecutionException("ended");
        });
        short[] tone = ToneDetectorTest.tone(440, RATE, 100);
        record(recorder, tone);
        recorder.finish().get(30, TimeUnit.SECONDS);
        assertThat(WavFile.read(file).samples()).isEqualTo(tone);
    }

    @Test
    void refusesWhatItCannotRecord() throws IOException {
        Path folderInstead = Files.createDirectory(folder.resolve("folder"));
        assertThatThrownBy(() -> WavRecorder.create(folderInstead, RATE, Runnable::run))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("folder");
        try (WavRecorder recorder = WavRecorder.create(folder.resolve("call.wav"), RATE, Runnable::run)) {
            assertThatThrownBy(() -> recorder.accept(new short[160], 16_000))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(recorder.finish()).isCompleted();
            recorder.accept(new short[RATE], RATE);
        }
        assertThat(WavFile.read(folder.resolve("call.wav")).samples()).isEmpty();
    }

    private static void record(WavRecorder recorder, short[] samples) {
        for (int at = 0; at < samples.length; at += 80) {
            recorder.accept(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 80)), RATE);
        }
    }
}
