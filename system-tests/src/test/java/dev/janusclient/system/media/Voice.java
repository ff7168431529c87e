// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import dev.janusclient.audio.PcmSink;
import dev.janusclient.audio.ToneDetector;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a leg says and hears, by tones. */
final class Voice implements PcmSink {
    private final Map<Double, Wanted> wanted = new ConcurrentHashMap<>();
    private final AudioSender sender = new AudioSender();
    private final MediaLeg leg;

    Voice(MediaLeg leg) {
        this.leg = leg;
        leg.receive(new AudioReceiver(this));
    }

    /** Says a tone from now on. */
    Voice says(double hertz) {
        sender.playTone(hertz);
        leg.send(sender);
        return this;
    }

    /** Sends silence from now on. */
    void saysNothing() {
        sender.playSilence();
        leg.send(sender);
    }

    /** Completes when the tone is heard in what comes from now on. */
    CompletableFuture<Void> hears(double hertz) {
        Wanted tone = new Wanted(hertz);
        wanted.put(hertz, tone);
        return tone.heard;
    }

    @Override
    public void accept(short[] frame, int sampleRate) {
        wanted.values().forEach(each -> each.accept(frame, sampleRate));
    }

    private static final class Wanted {
        private final CompletableFuture<Void> heard = new CompletableFuture<>();
        private final double hertz;
        private @Nullable ToneDetector detector;

        Wanted(double hertz) {
            this.hertz = hertz;
        }

        private synchronized void accept(short[] frame, int sampleRate) {
            if (detector == null || detector.sampleRate() != sampleRate) {
                detector = new ToneDetector(hertz, sampleRate);
            }
            if (detector.accept(frame)) {
                heard.completeAsync(() -> null);
            }
        }
    }
}
