// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in counter mode (RFC 3711 section 4.1.1) with an HMAC-SHA1 of 80 bits.
 *
 * <p>The key stream is made by encrypting counters with AES in ECB mode: unlike the JDK's counter mode, that needs no new
 * initialization, and so no allocation, for each packet.
 */
final class CounterModeCipher implements PacketCipher {
    private static final int TAG = 10;
    private static final int BLOCK = SessionKeys.BLOCK;

    /** Bytes of key stream that are made at once: enough for 20 ms of G.711. */
    private static final int CHUNK = 16 * BLOCK;

    private static final int SSRC = 4;
    private static final int INDEX = 8;
    private static final int INDEX_LENGTH = 6;
    private static final int COUNTER = 14;

    private final Cipher aes;
    private final HmacSha1 hmac;
    private final byte[] salt;
    private final byte[] first = new byte[BLOCK];
    private final byte[] counters = new byte[CHUNK];
    private final byte[] stream = new byte[CHUNK];

    CounterModeCipher(SessionKeys keys) {
        try {
            aes = SessionKeys.blockCipher(keys.cipherKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(SessionKeys.BLOCK_CIPHER + " is part of every Java", e);
        }
        hmac = new HmacSha1(keys.authenticationKey);
        salt = keys.salt.clone();
    }

    @Override
    public int tagLength() {
        return TAG;
    }

    @Override
    public void seal(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word) {
        applyKeyStream(packet, body, end, ssrc, index);
        System.arraycopy(hmac.compute(packet, start, end, word), 0, packet, tagAt, TAG);
    }

    @Override
    public boolean open(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word) {
        byte[] tag = hmac.compute(packet, start, end, word);
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= tag[i] ^ packet[tagAt + i];
        }
        if (difference != 0) {
            return false;
        }
        applyKeyStream(packet, body, end, ssrc, index);
        return true;
    }

    private void applyKeyStream(byte[] packet, int body, int end, int ssrc, long index) {
        System.arraycopy(salt, 0, first, 0, salt.length);
        for (int i = 0; i < 4; i++) {
            first[SSRC + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < INDEX_LENGTH; i++) {
            first[INDEX + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        int counter = 0;
        for (int at = body; at < end; at += CHUNK) {
            int length = Math.min(CHUNK, end - at);
            int filled = 0;
            for (; filled < length; filled += BLOCK, counter++) {
                System.arraycopy(first, 0, counters, filled, COUNTER);
                counters[filled + COUNTER] = (byte) (counter >> 8);
                counters[filled + COUNTER + 1] = (byte) counter;
            }
            try {
                aes.update(counters, 0, filled, stream, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the key stream is as long as the counters", e);
            }
            for (int i = 0; i < length; i++) {
                packet[at + i] ^= stream[i];
            }
        }
    }

    @Override
    public void wipe() {
        try {
            // The cipher can only be given another key; what it held is left to the garbage collector.
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[BLOCK], "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of zeros is a key", e);
        }
        hmac.wipe();
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(counters, (byte) 0);
        Arrays.fill(stream, (byte) 0);
    }
}
