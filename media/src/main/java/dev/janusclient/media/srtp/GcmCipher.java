// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (RFC 7714). The JDK's cipher has to be initialized for each packet, which allocates some objects; that can't be
 * avoided.
 */
final class GcmCipher implements PacketCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int TAG = 16;
    private static final int IV_LENGTH = 12;
    private static final int SSRC = 2;
    private static final int INDEX = 6;
    private static final int INDEX_LENGTH = 6;

    private final Cipher aes;
    private final byte[] salt;
    private final byte[] iv = new byte[IV_LENGTH];
    private final byte[] lastWord = new byte[4];
    private final boolean authenticatesWord;
    private SecretKeySpec key;

    /** Where a packet is decrypted: the JDK overwrites the output if the tag does not fit. */
    private byte[] plain = new byte[0];

    GcmCipher(SessionKeys keys, boolean rtcp) {
        try {
            aes = Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TRANSFORMATION + " is part of every Java", e);
        }
        key = new SecretKeySpec(keys.cipherKey, "AES");
        salt = keys.salt.clone();
        authenticatesWord = rtcp;
    }

    @Override
    public int tagLength() {
        return TAG;
    }

    @Override
    public void seal(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word) {
        try {
            begin(Cipher.ENCRYPT_MODE, packet, start, body, ssrc, index, word);
            aes.doFinal(packet, body, end - body, packet, body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet could not be encrypted", e);
        }
    }

    @Override
    public boolean open(byte[] packet, int start, int body, int end, int tagAt, int ssrc, long index, int word) {
        int length = end - body;
        if (plain.length < length + TAG) {
            plain = new byte[length + TAG];
        }
        try {
            begin(Cipher.DECRYPT_MODE, packet, start, body, ssrc, index, word);
            aes.doFinal(packet, body, length + TAG, plain, 0);
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet could not be decrypted", e);
        }
        System.arraycopy(plain, 0, packet, body, length);
        return true;
    }

    /** RFC 7714 sections 8.1 and 9.1: the vector is SSRC and index, combined with the salt. */
    private void begin(int mode, byte[] packet, int start, int body, int ssrc, long index, int word)
            throws GeneralSecurityException {
        System.arraycopy(salt, 0, iv, 0, IV_LENGTH);
        for (int i = 0; i < 4; i++) {
            iv[SSRC + i] ^= (byte) (ssrc >>> (24 - 8 * i));
            lastWord[i] = (byte) (word >>> (24 - 8 * i));
        }
        for (int i = 0; i < INDEX_LENGTH; i++) {
            iv[INDEX + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        aes.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
        aes.updateAAD(packet, start, body - start);
        if (authenticatesWord) {
            aes.updateAAD(lastWord);
        }
    }

    @Override
    public void wipe() {
        key = new SecretKeySpec(new byte[SrtpProfile.KEY_LENGTH], "AES");
        try {
            // The cipher can only be given another key; what it held is left to the garbage collector.
            aes.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, new byte[IV_LENGTH]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of zeros is a key", e);
        }
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(iv, (byte) 0);
        Arrays.fill(plain, (byte) 0);
    }
}
