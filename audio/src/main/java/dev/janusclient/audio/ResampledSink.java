// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Passes audio of any rate on at one. */
final class ResampledSink implements PcmSink {
    private final PcmSink sink;
    private final int sampleRate;
    private @Nullable Resampler resampler;
    private int from;
    private short[] out = new short[0];

    ResampledSink(PcmSink sink, int sampleRate) {
        this.sink = sink;
        this.sampleRate = sampleRate;
    }

    @Override
    public void accept(short[] frame, int rate) {
        if (rate == sampleRate) {
            sink.accept(frame, rate);
            return;
        }
        if (resampler == null || from != rate) {
            resampler = new Resampler(rate, sampleRate);
            from = rate;
        }
        int most = resampler.maxOutput(frame.length);
        if (out.length != most) {
            out = new short[most];
        }
        int made = resampler.process(frame, frame.length, out);
        sink.accept(made == most ? out : Arrays.copyOf(out, made), sampleRate);
    }
}
