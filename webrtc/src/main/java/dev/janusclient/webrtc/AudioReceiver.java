// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.audio.ToneDetector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one media section as it is played: decoded, with losses concealed. While nothing arrives libwebrtc plays
 * silence, so samples alone do not prove that packets come; {@link JanusPeer#stats()} does.
 *
 * <p>Any thread may call. The futures complete on the peer's executor for callbacks.
 */
public final class AudioReceiver {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(15);
    private static final int HISTORY_MILLIS = 200;
    private static final int SEARCH_FROM = 100;
    private static final int SEARCH_TO = 4_000;
    private static final int SEARCH_STEP = 5;

    private final PeerThread thread;
    private final List<Listening> listening = new ArrayList<>();
    private short[] history = new short[0];
    private int historyAt;
    private int sampleRate;
    private long samples;

    AudioReceiver(PeerThread thread) {
        this.thread = thread;
    }

    /** Samples of one channel played so far. */
    public synchronized long samples() {
        return samples;
    }

    /** Samples per second, as the codec has it: 8,000 for G.711, 48,000 for Opus; 0 before the first. */
    public synchronized int sampleRate() {
        return sampleRate;
    }

    /** The effective (RMS) level of the last 200 ms, 0 to 1; a full-scale sine has 0.71. */
    public double level() {
        return ToneDetector.level(lastSamples());
    }

    /** The strongest tone from 100 to 4,000 Hz in the last 200 ms, to 5 Hz; empty in silence. */
    public Optional<ToneHeard> dominantTone() {
        short[] last = lastSamples();
        int rate = sampleRate();
        double best = 0;
        double bestShare = 0;
        for (int hertz = SEARCH_FROM; hertz < Math.min(SEARCH_TO, rate / 2); hertz += SEARCH_STEP) {
            double share = ToneDetector.share(last, hertz, rate);
            if (share > bestShare) {
                best = hertz;
                bestShare = share;
            }
        }
        return bestShare == 0
                ? Optional.empty()
                : Optional.of(new ToneHeard(best, bestShare, ToneDetector.level(last), Instant.now()));
    }

    /** The same as {@link #hears(double, Duration)} with 15 s. */
    public CompletableFuture<ToneHeard> hears(double hertz) {
        return hears(hertz, DEFAULT_LIMIT);
    }

    /**
     * Waits for a tone that dominates 100 ms of audio, all of it played after this call.
     *
     * @param hertz the tone, below half the sample rate of the codec
     * @param limit how long to wait
     */
    public CompletableFuture<ToneHeard> hears(double hertz, Duration limit) {
        CompletableFuture<ToneHeard> promise = thread.promise("hearing " + hertz + " Hz", limit);
        synchronized (this) {
            listening.add(new Listening(hertz, promise));
        }
        return thread.handOut(promise);
    }

    /** Takes 10 ms of audio, on the native thread that plays. */
    void accept(byte[] data, int bitsPerSample, int rate, int channels, int frames) {
        if (bitsPerSample != 16 || channels < 1 || rate < 1_000) {
            return;
        }
        short[] played = Pcm.firstChannel(data, channels, frames);
        List<Listening> heard = new ArrayList<>();
        synchronized (this) {
            if (rate != sampleRate) {
                sampleRate = rate;
                history = new short[rate * HISTORY_MILLIS / 1_000];
                historyAt = 0;
            }
            samples += played.length;
            for (short sample : played) {
                history[historyAt] = sample;
                historyAt = (historyAt + 1) % history.length;
            }
            for (Iterator<Listening> rest = listening.iterator(); rest.hasNext(); ) {
                Listening one = rest.next();
                if (one.promise.isDone() || one.hears(played, rate)) {
                    rest.remove();
                    heard.add(one);
                }
            }
        }
        for (Listening one : heard) {
            one.complete();
        }
    }

    private synchronized short[] lastSamples() {
        short[] last = new short[history.length];
        System.arraycopy(history, historyAt, last, 0, history.length - historyAt);
        System.arraycopy(history, 0, last, history.length - historyAt, historyAt);
        return last;
    }

    private static final class Listening {
        final CompletableFuture<ToneHeard> promise;
        private final double hertz;
        private @Nullable ToneDetector detector;

        Listening(double hertz, CompletableFuture<ToneHeard> promise) {
            this.hertz = hertz;
            this.promise = promise;
        }

        boolean hears(short[] played, int rate) {
            if (hertz >= rate / 2.0) {
                return false;
            }
            // The codec may change in mid-call, and the rate with it.
            if (detector == null || detector.sampleRate() != rate) {
                detector = new ToneDetector(hertz, rate);
            }
            return detector.accept(played);
        }

        void complete() {
            if (detector != null) {
                promise.complete(new ToneHeard(hertz, detector.share(), detector.level(), Instant.now()));
            }
        }
    }
}
