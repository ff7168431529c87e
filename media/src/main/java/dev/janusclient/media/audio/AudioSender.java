// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.Resampler;
import dev.janusclient.audio.WavFile;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.MediaSource;
import dev.janusclient.media.OutgoingPacket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends PCM through a leg, silence until something else is to be played, and key presses. The newest audio replaces the one
 * before; PCM of any rate becomes that of the codec.
 *
 * <p>Any thread may call. Sources are read by the engine's thread, which serves all legs. Futures complete on the JDK's common
 * pool.
 */
public final class AudioSender implements MediaSource {
    private static final Duration KEY = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(60);

    private final AtomicReference<@Nullable Playing> wanted = new AtomicReference<>();
    private final DtmfSender dtmf = new DtmfSender(PAUSE);

    /** Nothing is read until another leg starts it. */
    private volatile boolean ended;

    // Used by the engine's thread only.
    private @Nullable MediaFormat format;
    private @Nullable AudioEncoder encoder;
    private short[] frame = new short[0];

    /** Sends silence until it is given something to play. */
    public AudioSender() {}

    /**
     * Plays a source until its end, then silence.
     *
     * @return completes when the last sample was sent; fails if something else is played instead, if the source throws, or if
     *     the leg ends
     */
    public CompletableFuture<Void> play(PcmSource source) {
        Playing next = new Playing(source);
        replace(next);
        if (ended) {
            stop();
        }
        return next.ended;
    }

    /** Plays a recording once. */
    public CompletableFuture<Void> play(WavFile recording) {
        return play(recording.play());
    }

    /** Plays a sine of about −10 dBFS until something else is to be played; a G.711 line carries 300 to 3,400 Hz. */
    public void playTone(double hertz) {
        play(PcmSource.tone(hertz, 2 * hertz < 8_000 ? 8_000 : 48_000));
    }

    /** Sends silence from now on. */
    public void playSilence() {
        replace(null);
    }

    private void replace(@Nullable Playing next) {
        Playing before = wanted.getAndSet(next);
        if (before != null) {
            before.ended.cancel(false);
        }
    }

    /**
     * Presses keys one after the other, for 100 ms each with 60 ms between them. The audio pauses meanwhile.
     *
     * @param keys 0 to 9, *, # and A to D
     * @return completes when the last packet was sent; fails with an {@link IllegalStateException} if the other side takes no
     *     telephone events, or if the leg ends
     * @throws IllegalArgumentException if one of them is no key
     */
    public CompletableFuture<Void> press(String keys) {
        return press(keys, KEY);
    }

    /**
     * Presses keys one after the other.
     *
     * @param each how long each one is pressed, 40 ms to 1 s
     * @see #press(String)
     */
    public CompletableFuture<Void> press(String keys, Duration each) {
        CompletableFuture<Void> done = dtmf.press(keys, each);
        if (ended) {
            dtmf.failWaiting();
        }
        return done;
    }

    @Override
    public void start(MediaFormat agreed) {
        ended = false;
        MediaFormat before = format;
        format = agreed;
        if (encoder == null || before == null || before.codec() != agreed.codec()) {
            encoder = AudioEncoder.of(agreed.codec());
            frame = new short[agreed.codec().samplesPerPacket()];
        }
    }

    @Override
    public boolean next(OutgoingPacket packet) {
        MediaFormat agreed = format;
        AudioEncoder into = encoder;
        if (agreed == null || into == null) {
            return false;
        }
        if (dtmf.next(packet, agreed)) {
            return true;
        }
        read(agreed.codec().clockRate());
        packet.length(into.encode(frame, packet.buffer(), packet.offset(), OutgoingPacket.MAX_PAYLOAD));
        return packet.length() > 0;
    }

    @Override
    public void end() {
        ended = true;
        stop();
        dtmf.end();
    }

    private void stop() {
        Playing last = wanted.getAndSet(null);
        if (last != null) {
            var unused = CompletableFuture.runAsync(() -> last.ended.cancel(false));
        }
    }

    private void read(int rate) {
        Playing playing = wanted.get();
        if (playing != null) {
            try {
                if (playing.at(rate).read(frame)) {
                    return;
                }
                playing.ended.completeAsync(() -> null);
            } catch (RuntimeException e) {
                playing.ended.completeAsync(() -> {
                    throw e;
                });
            }
            wanted.compareAndSet(playing, null);
        }
        Arrays.fill(frame, (short) 0);
    }

    private static final class Playing {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final PcmSource source;
        private PcmSource resampled;

        Playing(PcmSource source) {
            this.source = source;
            this.resampled = source;
        }

        PcmSource at(int rate) {
            if (resampled.sampleRate() != rate) {
                resampled = Resampler.resampled(source, rate);
            }
            return resampled;
        }
    }
}
