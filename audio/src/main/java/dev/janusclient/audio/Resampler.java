// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the sample rate of a stream: a windowed sinc in polyphase form, whose cut-off lies below half of the lower rate.
 * What it is given comes out some 16 samples of the lower rate later. The filters are shared; a resampler itself holds a
 * history of some hundred samples. It allocates nothing after its making. Not for use by several threads at once.
 */
public final class Resampler {
    /** Zero crossings of the sinc at each side: the transition is then a tenth of the band, and aliases are 60 dB down. */
    private static final int CROSSINGS = 16;

    /** Of half the lower rate; the transition band lies around it. */
    private static final double CUT_OFF = 0.92;

    /** Ratios with more phases than this are of unusual rates, and their filters would be huge. */
    private static final int MAX_PHASES = 1_000;

    private static final Map<Long, float[][]> FILTERS = new ConcurrentHashMap<>();

    private final int up;
    private final int down;
    private final float[][] filters;
    private final int taps;

    /** The last samples, each one twice, so that the newest ones are always in one piece. */
    private final float[] history;

    private int historyAt;
    private int phase;

    /**
     * Makes a resampler that begins after silence.
     *
     * @param from samples per second of what it is given, 8,000 to 96,000
     * @param to samples per second of what it makes, 8,000 to 96,000
     */
    public Resampler(int from, int to) {
        int divisor = gcd(check(from), check(to));
        up = to / divisor;
        down = from / divisor;
        if (up > MAX_PHASES || down > MAX_PHASES) {
            throw new IllegalArgumentException(
                    "no simple ratio between " + from + " and " + to + " samples per second");
        }
        filters = FILTERS.computeIfAbsent((long) up << 32 | down, ratio -> filters(up, down));
        taps = filters[0].length;
        history = new float[2 * taps];
    }

    /** A source at another rate than it has by itself; the source itself if it has that rate. */
    public static PcmSource resampled(PcmSource source, int sampleRate) {
        return source.sampleRate() == sampleRate ? source : new ResampledSource(source, sampleRate);
    }

    /** A sink that takes frames of any rate and passes them on at one. */
    public static PcmSink resampled(PcmSink sink, int sampleRate) {
        return new ResampledSink(sink, sampleRate);
    }

    /** How many samples are made of so many at most. */
    public int maxOutput(int count) {
        return (int) (((long) count * up + down - 1) / down);
    }

    /**
     * Resamples what comes next. In the mean as many samples are made as the ratio of the rates says; if the count times
     * the ratio is a whole number, exactly as many.
     *
     * @return how many samples were written
     */
    public int process(short[] in, int count, short[] out) {
        int written = 0;
        for (int i = 0; i < count; i++) {
            history[historyAt] = in[i];
            history[historyAt + taps] = in[i];
            historyAt = historyAt + 1 == taps ? 0 : historyAt + 1;
            for (; phase < up; phase += down) {
                out[written++] = convolve(filters[phase]);
            }
            phase -= up;
        }
        return written;
    }

    private short convolve(float[] filter) {
        float sum = 0;
        for (int tap = 0; tap < taps; tap++) {
            sum += filter[tap] * history[historyAt + tap];
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }

    /** One filter for each of the places that a sample made can have between two samples given; the oldest sample first. */
    private static float[][] filters(int up, int down) {
        double scale = CUT_OFF * Math.min(1, (double) up / down);
        int half = (int) Math.ceil(CROSSINGS / scale);
        float[][] filters = new float[up][2 * half];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] filter = new double[2 * half];
            for (int tap = 0; tap < filter.length; tap++) {
                double x = half - tap - 1 + (double) phase / up;
                filter[tap] = sinc(scale * x) * window(x / half);
                sum += filter[tap];
            }
            for (int tap = 0; tap < filter.length; tap++) {
                filters[phase][tap] = (float) (filter[tap] / sum);
            }
        }
        return filters;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Blackman's window, from −1 to 1. */
    private static double window(double x) {
        return Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
    }

    private static int check(int rate) {
        if (rate < 8_000 || rate > 96_000) {
            throw new IllegalArgumentException(rate + " samples per second: not between 8,000 and 96,000");
        }
        return rate;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
