// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** HMAC-SHA1 (RFC 2104) that allocates nothing, unlike that of the JDK. For keys of up to 64 bytes. */
final class HmacSha1 {
    private static final int BLOCK = 64;
    private static final int LENGTH = 20;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest digest;
    private final byte[] innerKey = new byte[BLOCK];
    private final byte[] outerKey = new byte[BLOCK];
    private final byte[] lastWord = new byte[4];
    private final byte[] result = new byte[LENGTH];

    HmacSha1(byte[] key) {
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every Java", e);
        }
        for (int i = 0; i < BLOCK; i++) {
            byte b = i < key.length ? key[i] : 0;
            innerKey[i] = (byte) (b ^ INNER);
            outerKey[i] = (byte) (b ^ OUTER);
        }
    }

    /** The code of some bytes and a word behind them; the array is used again with the next call. */
    byte[] compute(byte[] data, int from, int to, int word) {
        lastWord[0] = (byte) (word >> 24);
        lastWord[1] = (byte) (word >> 16);
        lastWord[2] = (byte) (word >> 8);
        lastWord[3] = (byte) word;
        try {
            digest.update(innerKey);
            digest.update(data, from, to - from);
            digest.update(lastWord);
            digest.digest(result, 0, LENGTH);
            digest.update(outerKey);
            digest.update(result);
            digest.digest(result, 0, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("the result has the length of a SHA-1", e);
        }
        return result;
    }

    void wipe() {
        Arrays.fill(innerKey, (byte) 0);
        Arrays.fill(outerKey, (byte) 0);
    }
}
