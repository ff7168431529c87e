// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.audio.G711;
import dev.janusclient.media.rtp.AudioCodec;

/** Makes payloads of PCM at the clock rate of a codec. */
interface AudioEncoder {
    /** Encodes 20 ms; returns how many bytes were written, or 0 if they can't be encoded. */
    int encode(short[] pcm, byte[] out, int offset, int maxLength);

    static AudioEncoder of(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> of(G711.ULAW);
            case PCMA -> of(G711.ALAW);
            case OPUS -> new OpusPcmEncoder();
        };
    }

    private static AudioEncoder of(G711 law) {
        return (pcm, out, offset, maxLength) -> {
            law.encode(pcm, pcm.length, out, offset);
            return pcm.length;
        };
    }
}
