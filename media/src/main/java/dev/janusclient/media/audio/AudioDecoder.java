// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.audio.G711;
import dev.janusclient.media.rtp.AudioCodec;

/** Makes PCM at the clock rate of a codec of payloads. */
interface AudioDecoder {
    /** How many samples a payload has; 0 if it is not one of this codec. */
    int duration(byte[] payload, int offset, int length);

    /** Decodes a payload; returns how many samples were written, or 0 if it can't be decoded. */
    int decode(byte[] payload, int length, short[] pcm, int pcmOffset);

    /** Makes up samples in place of those that are missing. */
    void conceal(short[] pcm, int pcmOffset, int count);

    static AudioDecoder of(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Decoder(G711.ULAW);
            case PCMA -> new G711Decoder(G711.ALAW);
            case OPUS -> new OpusPcmDecoder();
        };
    }
}
