// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    @Test
    void readsWhatTheJdkWrites(@TempDir Path folder) throws IOException {
        short[] tone = ToneDetectorTest.tone(440, 8_000, 250);
        Path file = folder.resolve("tone.wav");
        Files.write(file, wav(tone, 8_000, 1));
        WavFile read = WavFile.read(file);
        assertThat(read.sampleRate()).isEqualTo(8_000);
        assertThat(read.samples()).isEqualTo(tone);
        assertThat(read.millis()).isEqualTo(250);
    }

    @Test
    void mixesChannelsToOne() throws IOException {
        WavFile read = WavFile.parse(wav(new short[] {100, 300, -32768, -32768, 7, 0}, 16_000, 2));
        assertThat(read.samples()).containsExactly(200, -32768, 3);
    }

    @Test
    void skipsOtherChunksAndForgivesWrongSizes() throws IOException {
        byte[] plain = wav(new short[] {1, 2, 3}, 8_000, 1);
        ByteBuffer file = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        file.put(plain, 0, 36).put("LIST".getBytes(StandardCharsets.US_ASCII));
        file.putInt(3).putInt(0).put(plain, 36, plain.length - 36);
        // A writer that streamed never went back to fill in the length.
        file.putInt(52, -1);
        assertThat(WavFile.parse(file.array()).samples()).containsExactly(1, 2, 3);
    }

    @Test
    void playsOnceAndFillsTheLastFrame() throws IOException {
        PcmSource playing = WavFile.parse(wav(new short[] {1, 2, 3}, 8_000, 1)).play();
        short[] frame = {9, 9};
        assertThat(playing.read(frame)).isTrue();
        assertThat(frame).containsExactly(1, 2);
        assertThat(playing.read(frame)).isTrue();
        assertThat(frame).containsExactly(3, 0);
        assertThat(playing.read(frame)).isFalse();
    }

    @Test
    void refusesWhatItCannotPlay(@TempDir Path folder) throws IOException {
        byte[] good = wav(new short[] {1, 2, 3}, 8_000, 1);
        assertThatThrownBy(() -> WavFile.parse(new byte[0])).hasMessage("not a RIFF/WAVE file");
        assertThatThrownBy(() -> WavFile.parse(new byte[100])).hasMessage("not a RIFF/WAVE file");
        assertThatThrownBy(() -> WavFile.parse(Arrays.copyOf(good, 36))).hasMessage("no data");
        byte[] alaw = good.clone();
        alaw[20] = 6;
        assertThatThrownBy(() -> WavFile.parse(alaw)).hasMessageContaining("not 16-bit PCM: encoding 6");
        byte[] odd = good.clone();
        ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 11_025);
        assertThatThrownBy(() -> WavFile.parse(odd)).hasMessage("11025 samples per second");
        Path file = folder.resolve("short.wav");
        Files.write(file, Arrays.copyOf(good, 22));
        assertThatThrownBy(() -> WavFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short.wav");
    }

    static byte[] wav(short[] samples, int rate, int channels) throws IOException {
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        ByteBuffer pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length / channels)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
        }
        return out.toByteArray();
    }
}
