// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.audio.Resampler;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.JitterBuffer;
import dev.janusclient.media.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What 20 ms of audio take, from PCM to a payload and back, without encryption and sockets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AudioBenchmark {
    private static final int KEYS = 101;
    private static final int PREPARED = 50;
    private static final int JITTERED = 4;

    @Param({"PCMU", "OPUS"})
    public AudioCodec codec = AudioCodec.PCMU;

    private final OutgoingPacket out = OutgoingPacket.create();
    private final List<byte[]> packets = new ArrayList<>();
    private AudioSender sender = new AudioSender();
    private AudioReceiver receiver = new AudioReceiver((frame, rate) -> {});
    private JitterBuffer buffer = new JitterBuffer(8_000);
    private final Resampler resampler = new Resampler(48_000, 8_000);
    private final short[] wide = new short[960];
    private final short[] narrow = new short[160];
    private int sent;
    private int put;

    @Setup
    public void prepare(Blackhole blackhole) {
        sender = started(codec);
        receiver = new AudioReceiver((frame, rate) -> blackhole.consume(frame));
        receiver.start(new MediaFormat(codec, codec.payloadType(), KEYS));
        buffer = new JitterBuffer(codec.clockRate());
        for (int i = 0; i < PREPARED; i++) {
            sender.next(out);
            byte[] packet = new byte[RtpHeader.FIXED_LENGTH + out.length()];
            System.arraycopy(out.buffer(), out.offset(), packet, RtpHeader.FIXED_LENGTH, out.length());
            packets.add(packet);
        }
        new Voice(48_000).read(wide);
    }

    private static AudioSender started(AudioCodec codec) {
        AudioSender sender = new AudioSender();
        sender.start(new MediaFormat(codec, codec.payloadType(), KEYS));
        sender.play(new Voice(codec.clockRate()));
        return sender;
    }

    /** PCM to a payload. */
    @Benchmark
    public OutgoingPacket send() {
        sender.next(out);
        return out;
    }

    /** A packet through the jitter buffer to PCM. */
    @Benchmark
    public void receive() {
        byte[] packet = packets.get(sent % PREPARED);
        number(packet, sent++);
        receiver.packet(packet, 0, packet.length, 0);
        receiver.tick(0);
    }

    /** The same with one of ten packets lost. */
    @Benchmark
    public void receiveAndConceal() {
        byte[] packet = packets.get(sent % PREPARED);
        number(packet, sent++);
        if (sent % 10 != 0) {
            receiver.packet(packet, 0, packet.length, 0);
        }
        receiver.tick(0);
    }

    /** A packet into the jitter buffer and out of it, each fourth one before the third. */
    @Benchmark
    public boolean order() {
        int place = put % JITTERED;
        int number = put + (place == 2 ? 1 : place == 3 ? -1 : 0);
        put++;
        byte[] packet = packets.get(0);
        int duration = codec.samplesPerPacket();
        buffer.put(number & 0xFFFF, number * duration, duration, packet, 0, packet.length);
        return buffer.take(duration);
    }

    /** 20 ms from 48,000 to 8,000 samples per second. */
    @Benchmark
    public int resample() {
        return resampler.process(wide, wide.length, narrow);
    }

    private void number(byte[] packet, int number) {
        RtpHeader.write(
                packet, 0, false, false, codec.payloadType(), number & 0xFFFF, number * codec.samplesPerPacket(), 1);
    }
}
