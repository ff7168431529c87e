// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What packets of one direction and one kind (RTP or RTCP) are encrypted and authenticated with. */
final class SessionKeys {
    /** AES with one key, block by block: counter mode is made of it. */
    static final String BLOCK_CIPHER = "AES/ECB/NoPadding";

    static final int BLOCK = 16;

    private static final int AUTHENTICATION_KEY = 20;

    /** The master salt of key derivation, after padding: RFC 7714 section 11. */
    private static final int DERIVATION_SALT = 14;

    /** Where the label of a key is in the salt: RFC 3711 section 4.3.1 with a derivation rate of 0. */
    private static final int LABEL = 7;

    private static final int RTCP_LABELS = 3;

    final byte[] cipherKey;
    final byte[] authenticationKey;
    final byte[] salt;

    SessionKeys(byte[] cipherKey, byte[] authenticationKey, byte[] salt) {
        this.cipherKey = cipherKey;
        this.authenticationKey = authenticationKey;
        this.salt = salt;
    }

    static SessionKeys forRtp(SrtpKey master) {
        return derive(master, 0);
    }

    static SessionKeys forRtcp(SrtpKey master) {
        return derive(master, RTCP_LABELS);
    }

    private static SessionKeys derive(SrtpKey master, int firstLabel) {
        byte[] key = master.key();
        byte[] salt = master.salt();
        try {
            return new SessionKeys(
                    derive(key, salt, firstLabel, SrtpProfile.KEY_LENGTH),
                    derive(key, salt, firstLabel + 1, AUTHENTICATION_KEY),
                    derive(key, salt, firstLabel + 2, salt.length));
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** The pseudo-random function of RFC 3711 section 4.3.3: AES in counter mode. */
    private static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) {
        byte[] salt = Arrays.copyOf(masterSalt, DERIVATION_SALT);
        salt[LABEL] ^= (byte) label;
        int blocks = (length + BLOCK - 1) / BLOCK;
        byte[] counters = new byte[blocks * BLOCK];
        for (int i = 0; i < blocks; i++) {
            System.arraycopy(salt, 0, counters, i * BLOCK, DERIVATION_SALT);
            counters[(i + 1) * BLOCK - 1] = (byte) i;
        }
        try {
            byte[] stream = blockCipher(masterKey).doFinal(counters);
            byte[] key = Arrays.copyOf(stream, length);
            Arrays.fill(stream, (byte) 0);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(BLOCK_CIPHER + " is part of every Java", e);
        } finally {
            Arrays.fill(salt, (byte) 0);
            Arrays.fill(counters, (byte) 0);
        }
    }

    /** AES that encrypts blocks, each of which must be another one: what makes it safe is who counts them. */
    @SuppressWarnings("InsecureCryptoUsage") // counter mode is built on it
    static Cipher blockCipher(byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(BLOCK_CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher;
    }

    PacketCipher cipher(SrtpProfile profile, boolean rtcp) {
        PacketCipher cipher =
                profile == SrtpProfile.AEAD_AES_128_GCM ? new GcmCipher(this, rtcp) : new CounterModeCipher(this);
        wipe();
        return cipher;
    }

    void wipe() {
        Arrays.fill(cipherKey, (byte) 0);
        Arrays.fill(authenticationKey, (byte) 0);
        Arrays.fill(salt, (byte) 0);
    }
}
