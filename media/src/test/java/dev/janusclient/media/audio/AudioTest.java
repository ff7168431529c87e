// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.janusclient.audio.PcmSink;
import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.Resampler;
import dev.janusclient.audio.ToneDetector;
import dev.janusclient.audio.WavFile;
import dev.janusclient.audio.WavRecorder;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.RtpHeader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From PCM to packets and back. */
class AudioTest {
    private static final int EVENTS = 101;

    private final AudioSender sender = new AudioSender();
    private final List<Character> keys = new ArrayList<>();
    private final OutgoingPacket out = OutgoingPacket.create();
    private final byte[] packet = new byte[RtpHeader.FIXED_LENGTH + OutgoingPacket.MAX_PAYLOAD];
    private MediaFormat format = new MediaFormat(AudioCodec.PCMU, 0, EVENTS);
    private int position;
    private int sequence = 65_000;
    private int source = 7;

    @ParameterizedTest
    @EnumSource(AudioCodec.class)
    void aToneComesThrough(AudioCodec codec) {
        ToneDetector detector = new ToneDetector(1_000, codec.clockRate());
        AudioReceiver receiver = start(codec, (frame, rate) -> detector.accept(frame));
        sender.playTone(1_000);
        exchange(receiver, 50, sent -> true);
        assertThat(detector.heard()).isTrue();
        assertThat(detector.share()).isGreaterThan(0.97);
        assertThat(detector.level()).isBetween(0.19, 0.23);
        sender.playSilence();
        exchange(receiver, 20, sent -> true);
        assertThat(detector.level()).isLessThan(0.002);
    }

    @ParameterizedTest
    @EnumSource(AudioCodec.class)
    void aLossIsConcealed(AudioCodec codec) {
        List<Double> levels = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        AudioReceiver receiver = start(codec, (frame, rate) -> {
            levels.add(ToneDetector.level(frame));
            shares.add(ToneDetector.share(frame, 400, rate));
        });
        sender.playTone(400);
        exchange(receiver, 200, sent -> sent % 20 != 10);
        double whole = 0.3 / Math.sqrt(2);
        assertThat(levels.subList(20, 200)).allMatch(level -> level > whole / 20);
        if (codec != AudioCodec.OPUS) {
            // What Opus makes up is no pure tone any more.
            assertThat(shares.subList(20, 200)).allMatch(share -> share > 0.8);
        }
    }

    @ParameterizedTest
    @EnumSource(AudioCodec.class)
    void aLongOutageFadesToSilenceAndEndsWithoutAClick(AudioCodec codec) {
        List<short[]> frames = new ArrayList<>();
        AudioReceiver receiver = start(codec, (frame, rate) -> frames.add(frame.clone()));
        sender.playTone(400);
        exchange(receiver, 120, sent -> sent < 50 || sent >= 90);
        assertThat(frames).hasSize(120);
        assertThat(ToneDetector.level(frames.get(80))).isLessThan(0.01);
        assertThat(ToneDetector.level(frames.get(110))).isGreaterThan(0.15);
        double steepest = 2 * Math.PI * 400 / codec.clockRate() * 0.3 * Short.MAX_VALUE;
        short last = 0;
        for (short[] frame : frames) {
            for (short sample : frame) {
                assertThat(Math.abs(sample - last)).isLessThan((int) (3 * steepest) + 200);
                last = sample;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8000", "16000", "44100", "48000"})
    void aRecordingOfAnyRateIsPlayedAndRecorded(int rate, @TempDir Path folder) throws Exception {
        Path original = folder.resolve("original.wav");
        short[] second = new short[rate];
        assertThat(PcmSource.tone(700, rate).read(second)).isTrue();
        try (WavRecorder recorder = WavRecorder.create(original, rate, Runnable::run)) {
            recorder.accept(second, rate);
        }
        Path received = folder.resolve("received.wav");
        WavRecorder recorder = WavRecorder.create(received, rate, Runnable::run);
        AudioReceiver receiver = start(AudioCodec.PCMA, Resampler.resampled(recorder, rate));
        CompletableFuture<Void> played = sender.play(WavFile.read(original));
        exchange(receiver, 49, sent -> true);
        assertThat(played).isNotDone();
        exchange(receiver, 11, sent -> true);
        played.get(30, TimeUnit.SECONDS);
        recorder.finish().get(30, TimeUnit.SECONDS);

        WavFile copy = WavFile.read(received);
        assertThat(copy.millis()).isEqualTo(1_200);
        short[] middle = Arrays.copyOfRange(copy.samples(), rate / 5, rate);
        assertThat(ToneDetector.share(middle, 700, rate)).isGreaterThan(0.99);
        short[] end = Arrays.copyOfRange(copy.samples(), rate * 11 / 10, rate * 12 / 10);
        assertThat(ToneDetector.level(end)).isLessThan(0.001);
    }

    @Test
    void keysAreReportedOnceAndTheAudioGoesOnAfterThem() {
        ToneDetector detector = new ToneDetector(1_000, 8_000);
        AudioReceiver receiver = start(AudioCodec.PCMU, (frame, rate) -> detector.accept(frame));
        sender.playTone(1_000);
        exchange(receiver, 20, sent -> true);
        CompletableFuture<Void> pressed = sender.press("42", Duration.ofMillis(200));
        exchange(receiver, 50, sent -> sent % 3 != 0);
        assertThat(pressed).succeedsWithin(30, TimeUnit.SECONDS);
        exchange(receiver, 20, sent -> true);
        assertThat(keys).containsExactly('4', '2');
        assertThat(detector.heard()).isTrue();
        assertThat(receiver.delayMillis()).isBetween(40, 80);
    }

    @Test
    void theCodecMayChangeInBetween() {
        List<Integer> rates = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        AudioReceiver receiver = start(AudioCodec.PCMU, (frame, rate) -> {
            rates.add(rate);
            shares.add(ToneDetector.share(frame, 600, rate));
        });
        sender.playTone(600);
        exchange(receiver, 30, sent -> true);
        format = new MediaFormat(AudioCodec.OPUS, 111, EVENTS);
        sender.start(format);
        receiver.start(format);
        exchange(receiver, 30, sent -> true);
        assertThat(rates.subList(0, 30)).containsOnly(8_000);
        assertThat(rates.subList(30, 60)).containsOnly(48_000);
        assertThat(shares.subList(40, 60)).allMatch(share -> share > 0.9);
    }

    @Test
    void anotherSourceIsHeardAtOnceWithItsOwnNumbers() {
        List<Double> shares = new ArrayList<>();
        AudioReceiver receiver =
                start(AudioCodec.PCMU, (frame, rate) -> shares.add(ToneDetector.share(frame, 900, rate)));
        sender.playTone(900);
        exchange(receiver, 20, sent -> true);
        source = 8;
        sequence = 3;
        position = 1_000_000;
        exchange(receiver, 20, sent -> true);
        assertThat(shares.subList(10, 20)).allMatch(share -> share > 0.99);
        assertThat(shares.subList(23, 40)).allMatch(share -> share > 0.99);
    }

    @Test
    void aSourceThatFailsOrIsReplacedSaysSoAndSilenceFollows() {
        start(AudioCodec.PCMU, (frame, rate) -> {});
        CompletableFuture<Void> replaced = sender.play(PcmSource.tone(500, 8_000));
        CompletableFuture<Void> failing = sender.play(new PcmSource() {
            @Override
            public int sampleRate() {
                return 8_000;
            }

            @Override
            public boolean read(short[] frame) {
                throw new IllegalStateException("no more");
            }
        });
        assertThat(replaced).isCancelled();
        assertThat(sender.next(out)).isTrue();
        assertThat(failing)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("no more");
        assertThat(out.buffer()).startsWith((byte) 0xFF, (byte) 0xFF);
    }

    @Test
    void wrongPayloadsAreConcealedAndHarmNothing() {
        Random random = new Random(23);
        for (AudioCodec codec : AudioCodec.values()) {
            List<short[]> frames = new ArrayList<>();
            AudioReceiver receiver = start(codec, (frame, rate) -> frames.add(frame));
            for (int i = 0; i < 500; i++) {
                byte[] payload = new byte[random.nextInt(random.nextInt(10) == 0 ? 1_200 : 40)];
                random.nextBytes(payload);
                byte[] wrong = new byte[RtpHeader.FIXED_LENGTH + payload.length];
                RtpHeader.write(wrong, 0, false, false, format.payloadType(), i & 0xFFFF, i * 960, 1);
                wrong[0] |= (byte) (random.nextInt(2) << 5);
                System.arraycopy(payload, 0, wrong, RtpHeader.FIXED_LENGTH, payload.length);
                receiver.packet(wrong, 0, wrong.length, 0);
                receiver.tick(0);
            }
            assertThat(frames).hasSize(500);
        }
    }

    /** The engine's thread carries thousands of legs: garbage of each packet would be its pauses. */
    @ParameterizedTest
    @EnumSource(
            value = AudioCodec.class,
            names = {"PCMU", "PCMA"})
    void g711AllocatesNothingOnceItRunsAndLittleBefore(AudioCodec codec) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ToneDetector detector = new ToneDetector(1_000, 8_000);
        // Classes and tables are shared by all legs, those for losses too.
        AudioReceiver first = start(codec, (frame, rate) -> detector.accept(frame));
        sender.playTone(1_000);
        exchange(first, 200, sent -> sent % 10 != 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        AudioReceiver receiver = start(codec, (frame, rate) -> detector.accept(frame));
        sender.playTone(1_000);
        exchange(receiver, 200, sent -> sent % 10 != 0);
        long leg = threads.getCurrentThreadAllocatedBytes() - before;
        // Until it is compiled, a packet takes a few hundred bytes on JDK 25.
        assertThat(leg).isLessThan(128 * 1_024);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            before = threads.getCurrentThreadAllocatedBytes();
            exchange(receiver, 100, sent -> sent % 10 != 0);
            // Something of the JVM's own may be among it now and then.
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(100);
        assertThat(detector.heard()).isTrue();
    }

    private AudioReceiver start(AudioCodec codec, PcmSink sink) {
        format = new MediaFormat(codec, codec.payloadType(), EVENTS);
        AudioReceiver receiver = new AudioReceiver(sink, keys::add);
        receiver.start(format);
        sender.start(format);
        return receiver;
    }

    /** Sends and plays for some 20 ms; a packet arrives if the predicate says so. */
    private void exchange(AudioReceiver receiver, int frames, IntPredicate arrives) {
        for (int i = 0; i < frames; i++) {
            out.marker(false);
            out.payloadType(format.payloadType());
            out.timestamp(position);
            if (!sender.next(out)) {
                throw new AssertionError("nothing to send");
            }
            RtpHeader.write(
                    packet, 0, false, out.marker(), out.payloadType(), sequence & 0xFFFF, out.timestamp(), source);
            System.arraycopy(out.buffer(), out.offset(), packet, RtpHeader.FIXED_LENGTH, out.length());
            if (arrives.test(i)) {
                receiver.packet(packet, 0, RtpHeader.FIXED_LENGTH + out.length(), 0);
            }
            receiver.tick(0);
            sequence++;
            position += format.codec().samplesPerPacket();
        }
    }
}
