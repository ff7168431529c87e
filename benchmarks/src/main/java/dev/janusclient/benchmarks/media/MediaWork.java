// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.media;

import dev.janusclient.benchmarks.jmh.Voice;
import dev.janusclient.benchmarks.load.Heap;
import dev.janusclient.benchmarks.load.Work;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaSource;
import dev.janusclient.media.OutgoingPacket;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.RtpHeader;
import dev.janusclient.media.srtp.SrtpKey;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.media.srtp.SrtpReceiver;
import dev.janusclient.media.srtp.SrtpSender;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Legs of one engine that talk in pairs, as a process under measurement: {@code MediaWork PROFILE CODEC coded|bytes}. With {@code bytes},
 * payloads are made beforehand, and what comes is not decoded.
 */
public final class MediaWork {
    private static final int PAYLOAD = 160;
    private static final int FIRST = 2;
    private static final int TIMEOUT_SECONDS = 120;

    /** Until a leg has what it needs in the long run: its jitter buffer is filled, and a report was sent. */
    private static final int SETTLING_SECONDS = 5;

    private final SrtpProfile profile;
    private final AudioCodec codec;
    private final boolean coded;
    private final MediaLegOptions options;
    private final MediaEngine engine = MediaEngine.create();
    private final List<MediaLeg> legs = new ArrayList<>();

    /** Null while nothing is to be sent: another process is measured then. */
    private volatile @Nullable Sending sending;

    private MediaWork(SrtpProfile profile, AudioCodec codec, boolean coded) {
        this.profile = profile;
        this.codec = codec;
        this.coded = coded;
        this.options = MediaLegOptions.builder()
                .codecs(codec)
                .profiles(profile)
                .localAddress(InetAddress.getLoopbackAddress())
                .connectTimeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                .build();
    }

    public static void main(String[] args) throws Exception {
        MediaWork work =
                new MediaWork(SrtpProfile.valueOf(args[0]), AudioCodec.valueOf(args[1]), args[2].equals("coded"));
        Map<String, Work.Task> tasks = new HashMap<>();
        tasks.put("connect", (unused, count) -> work.connect(count));
        tasks.put("talk", (unused, seconds) -> work.talk(seconds));
        tasks.put("allocation", (unused, seconds) -> work.allocation(seconds));
        tasks.put("warm", (unused, packets) -> work.warm(packets));
        tasks.put("crypt", (unused, count) -> work.crypt(count));
        Work.serve(tasks);
    }

    /** Connects legs with each other, and tells how much heap each of them takes that has talked. */
    private Work.Outcome connect(int count) throws InterruptedException {
        long before = heapOfAllAnd(FIRST);
        long bytes = (heapOfAllAnd(count - FIRST) - before) / (count - FIRST);
        return () -> "bytes=" + bytes;
    }

    /** What is in use with so many legs more, once all have fallen silent: what a codec makes for each packet is not theirs. */
    private long heapOfAllAnd(int more) throws InterruptedException {
        sending = new Sending(false);
        connectPairs(more);
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        sending = null;
        TimeUnit.SECONDS.sleep(1);
        return Heap.used();
    }

    private void connectPairs(int count) {
        List<MediaLeg> added = new ArrayList<>();
        for (int i = 0; i < count; i += 2) {
            MediaLeg offering = engine.newLeg(options);
            MediaLeg answering = engine.newLeg(options);
            offering.acceptAnswer(answering.answer(offering.offer().join()).join())
                    .join();
            added.add(offering);
            added.add(answering);
        }
        for (MediaLeg leg : added) {
            leg.connected().join();
        }
        for (MediaLeg leg : added) {
            leg.receive(coded ? new AudioReceiver((frame, rate) -> {}) : (packet, offset, length, nanos) -> {});
            leg.send(new Noting(source()));
        }
        legs.addAll(added);
    }

    private MediaSource source() {
        if (!coded) {
            byte[] payload = new byte[PAYLOAD];
            Arrays.fill(payload, (byte) 1);
            return packet -> {
                System.arraycopy(payload, 0, packet.buffer(), packet.offset(), PAYLOAD);
                packet.length(PAYLOAD);
                return true;
            };
        }
        AudioSender sender = new AudioSender();
        var unused = sender.play(new Voice(codec.clockRate()));
        return sender;
    }

    private Sending during(Sending begun, int seconds) throws InterruptedException {
        sending = begun;
        TimeUnit.SECONDS.sleep(seconds);
        sending = null;
        // The engine's thread has noted its last packet in it when it has answered.
        legs.get(0).stats().join();
        return begun;
    }

    private Work.Outcome talk(int seconds) throws InterruptedException {
        Sending noted = during(new Sending(false), seconds);
        return () -> String.format(Locale.ROOT, "packets=%d p99=%.3f", noted.packets(), noted.deviationMillis(99));
    }

    /** Lets the compilers have so many packets, however long a busy machine takes for them. */
    private Work.Outcome warm(int packets) throws InterruptedException {
        long left = packets;
        for (int i = 0; i < TIMEOUT_SECONDS && left > 0; i++) {
            left -= during(new Sending(false), 1).packets();
        }
        return () -> "packets=" + packets;
    }

    private Work.Outcome allocation(int seconds) throws InterruptedException {
        Sending noted = during(new Sending(true), seconds);
        return () -> String.format(
                Locale.ROOT, "bytes=%.1f none=%.4f", noted.bytesPerPacket(), noted.shareWithoutAllocation());
    }

    /** Both ends of packets, without sockets. */
    private Work.Outcome crypt(int count) {
        SrtpKey key = SrtpKey.of(profile, new byte[SrtpProfile.KEY_LENGTH], new byte[profile.saltLength()]);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + PAYLOAD + SrtpSender.MAX_OVERHEAD];
        int failed = 0;
        for (int i = 0; i < count; i++) {
            RtpHeader.write(packet, 0, false, false, 0, i & 0xFFFF, i * PAYLOAD, 1);
            int length = sender.protect(packet, 0, RtpHeader.FIXED_LENGTH + PAYLOAD);
            failed += receiver.unprotect(packet, 0, length) < 0 ? 1 : 0;
        }
        if (failed > 0) {
            throw new IllegalStateException(failed + " packets could not be decrypted");
        }
        return () -> "packets=" + count;
    }

    /** Notes each packet of a leg that another source makes. */
    private final class Noting implements MediaSource {
        private final MediaSource source;
        private @Nullable Sending seen;
        private long last;

        Noting(MediaSource source) {
            this.source = source;
        }

        @Override
        public void start(MediaFormat format) {
            source.start(format);
        }

        @Override
        public boolean next(OutgoingPacket packet) {
            Sending now = sending;
            if (now != seen) {
                seen = now;
                last = 0;
            }
            if (now == null) {
                return false;
            }
            long nanos = System.nanoTime();
            now.packet(last, nanos);
            last = nanos;
            return source.next(packet);
        }
    }
}
