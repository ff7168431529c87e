// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.audio.G711;

/**
 * G.711 with concealment by repetition: what is missing is the last period of the pitch again and again, which fades out
 * within 60 ms; what follows is blended in, so that there is no click.
 */
final class G711Decoder implements AudioDecoder {
    /** A longer payload is no audio for telephones, and would not be played in time. */
    private static final int MAX_DURATION = 960;

    /** 66 to 400 Hz, which is where voices are. */
    private static final int MIN_PERIOD = 20;

    private static final int MAX_PERIOD = 120;
    private static final int COMPARED = 80;
    private static final int HISTORY = MAX_PERIOD + COMPARED;
    private static final int FADE = 480;
    private static final int BLEND = 32;

    private final G711 law;
    private final short[] history = new short[HISTORY];
    private final short[] period = new short[MAX_PERIOD];
    private int periodLength;
    private int concealed;

    G711Decoder(G711 law) {
        this.law = law;
    }

    @Override
    public int duration(byte[] payload, int offset, int length) {
        return length <= MAX_DURATION ? length : 0;
    }

    @Override
    public int decode(byte[] payload, int length, short[] pcm, int pcmOffset) {
        law.decode(payload, 0, length, pcm, pcmOffset);
        if (concealed > 0) {
            int blend = Math.min(BLEND, length);
            for (int i = 0; i < blend; i++) {
                int at = pcmOffset + i;
                pcm[at] = (short) ((pcm[at] * i + nextConcealed() * (blend - i)) / blend);
            }
            concealed = 0;
        }
        remember(pcm, pcmOffset, length);
        return length;
    }

    @Override
    public void conceal(short[] pcm, int pcmOffset, int count) {
        if (concealed == 0) {
            periodLength = pitch();
            System.arraycopy(history, HISTORY - periodLength, period, 0, periodLength);
        }
        for (int i = 0; i < count; i++) {
            pcm[pcmOffset + i] = (short) nextConcealed();
        }
    }

    private int nextConcealed() {
        if (concealed >= FADE) {
            return 0;
        }
        int sample = period[concealed % periodLength] * (FADE - concealed) / FADE;
        concealed++;
        return sample;
    }

    /** The distance at which the newest samples look most like themselves. */
    private int pitch() {
        int best = MAX_PERIOD;
        double bestLikeness = 0;
        for (int distance = MIN_PERIOD; distance <= MAX_PERIOD; distance++) {
            double product = 0;
            double energy = 1;
            for (int i = HISTORY - COMPARED; i < HISTORY; i++) {
                product += history[i] * history[i - distance];
                energy += history[i - distance] * history[i - distance];
            }
            double likeness = product / Math.sqrt(energy);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = distance;
            }
        }
        return best;
    }

    private void remember(short[] pcm, int offset, int count) {
        int kept = Math.max(0, HISTORY - count);
        System.arraycopy(history, HISTORY - kept, history, 0, kept);
        System.arraycopy(pcm, offset + count - (HISTORY - kept), history, kept, HISTORY - kept);
    }
}
