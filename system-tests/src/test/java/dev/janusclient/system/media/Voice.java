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

/** What a leg says and hears, by tones. */
final class Voice implements PcmSink {
    private record Wanted(ToneDetector detector, CompletableFuture<Void> heard) {}

    private final Map<Double, Wanted> wanted = new ConcurrentHashMap<>();
    private final MediaLeg leg;

    Voice(MediaLeg leg) {
        this.leg = leg;
        leg.receive(new AudioReceiver(this));
    }

    /** Says a tone from now on. */
    Voice says(double hertz) {
        AudioSender sender = new AudioSender();
        sender.playTone(hertz);
        leg.send(sender);
        return this;
    }

    /** Completes when the tone is heard in what comes from now on. */
    CompletableFuture<Void> hears(double hertz) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        wanted.put(hertz, new Wanted(new ToneDetector(hertz, 48_000), heard));
        return heard;
    }

    @Override
    public void accept(short[] frame, int sampleRate) {
        wanted.values().forEach(each -> {
            if (sampleRate == each.detector.sampleRate() && each.detector.accept(frame)) {
                each.heard.completeAsync(() -> null);
            }
        });
    }
}
