// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/** G.711 µ-law: eight bits for a sample of sixteen. */
final class Ulaw {
    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;

    private Ulaw() {}

    static byte encode(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }

    static int decode(byte encoded) {
        int bits = ~encoded & 0xFF;
        int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
