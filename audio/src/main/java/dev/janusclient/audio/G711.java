// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

/**
 * G.711: eight bits for a sample of sixteen, by the segments of ITU-T G.711. Encoding looks a code up by the sample's upper
 * bits: 14 of them for µ-law and 13 for A-law, which is all that the laws distinguish.
 */
// The tables are written by the constructor only.
@SuppressWarnings("ImmutableEnumChecker")
public enum G711 {
    /** µ-law, of North America and Japan: 14-bit samples. */
    ULAW(2) {
        @Override
        int expand(int code) {
            int bits = ~code & 0xFF;
            int magnitude = ((((bits & 0x0F) << 1) + ULAW_BIAS) << ((bits >> 4) & 7)) - ULAW_BIAS;
            return (bits & 0x80) != 0 ? -magnitude : magnitude;
        }

        @Override
        int compress(int sample) {
            // Negative samples in one's complement: the law is symmetrical about the middle between −1 and 0.
            int magnitude = Math.min(sample < 0 ? ~sample : sample, ULAW_CLIP) + ULAW_BIAS;
            int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 5;
            int code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
            return ~(sample < 0 ? code | 0x80 : code) & 0xFF;
        }
    },
    /** A-law, of the rest of the world: 13-bit samples. */
    ALAW(3) {
        @Override
        int expand(int code) {
            int bits = code ^ ALAW_TOGGLE;
            int segment = (bits >> 4) & 7;
            int step = ((bits & 0x0F) << 1) | 1;
            int magnitude = segment == 0 ? step : (step + 32) << (segment - 1);
            return (bits & 0x80) != 0 ? magnitude : -magnitude;
        }

        @Override
        int compress(int sample) {
            int magnitude = sample < 0 ? ~sample : sample;
            int segment = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 4);
            int code = (segment << 4) | ((magnitude >> Math.max(1, segment)) & 0x0F);
            return (sample < 0 ? code : code | 0x80) ^ ALAW_TOGGLE;
        }
    };

    private static final int ULAW_BIAS = 33;
    private static final int ULAW_CLIP = 8_158;

    /** Every second bit is inverted, and so is the sign. */
    private static final int ALAW_TOGGLE = 0x55;

    private final int unusedBits;
    private final short[] samples = new short[256];
    private final byte[] codes;

    G711(int unusedBits) {
        this.unusedBits = unusedBits;
        this.codes = new byte[0x10000 >> unusedBits];
        for (int code = 0; code < samples.length; code++) {
            samples[code] = (short) (expand(code) << unusedBits);
        }
        int middle = codes.length / 2;
        for (int sample = -middle; sample < middle; sample++) {
            codes[sample + middle] = (byte) compress(sample);
        }
    }

    /** The sample of a code, in the bits that the law uses. */
    abstract int expand(int code);

    /** The code of a sample, in the bits that the law uses. */
    abstract int compress(int sample);

    /** Encodes one sample. */
    public byte encode(short sample) {
        return codes[(sample >> unusedBits) + codes.length / 2];
    }

    /** Decodes one sample. */
    public short decode(byte code) {
        return samples[code & 0xFF];
    }

    /** Encodes the first samples of an array to as many bytes. */
    public void encode(short[] pcm, int count, byte[] out, int offset) {
        for (int i = 0; i < count; i++) {
            out[offset + i] = encode(pcm[i]);
        }
    }

    /** Decodes bytes to as many samples. */
    public void decode(byte[] in, int offset, int count, short[] pcm, int pcmOffset) {
        for (int i = 0; i < count; i++) {
            pcm[pcmOffset + i] = decode(in[offset + i]);
        }
    }
}
