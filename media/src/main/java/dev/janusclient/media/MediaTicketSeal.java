// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.MediaTicketException.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of a ticket: {@code version.key.epoch.issued.bytes}. The first four are readable and authenticated, as session
 * and handle are, which are not written. Each ticket has a key of its own, derived from the application's and a random salt.
 */
final class MediaTicketSeal {
    private static final String VERSION = "m1";
    private static final String PURPOSE = "media ticket";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int SALT_LENGTH = 32;
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int PARTS = 5;
    private static final int MAX_LENGTH = 10_000;

    /** How far the clocks of two machines may be apart. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private MediaTicketSeal() {}

    /** Encrypts the bytes, which are wiped. */
    static String seal(byte[] plain, HandoverKeys keys, MediaTicket.Scope scope) {
        String header = VERSION + "." + keys.currentId() + "." + scope.epoch() + "." + System.currentTimeMillis() + ".";
        byte[] salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, keys, keys.currentId(), salt, header, scope)
                    .doFinal(plain);
            byte[] whole = Arrays.copyOf(salt, SALT_LENGTH + encrypted.length);
            System.arraycopy(encrypted, 0, whole, SALT_LENGTH, encrypted.length);
            return header + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TRANSFORMATION + " is part of every Java", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    static byte[] open(String text, HandoverKeys keys, MediaTicket.Scope scope, Duration maxAge) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            throw malformed(null);
        }
        byte[] whole;
        long epoch;
        long issued;
        try {
            epoch = Long.parseLong(parts[2]);
            issued = Long.parseLong(parts[3]);
            whole = Base64.getUrlDecoder().decode(parts[4]);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
        if (whole.length < SALT_LENGTH + TAG_BITS / 8) {
            throw malformed(null);
        }
        String header = text.substring(0, text.length() - parts[4].length());
        byte[] plain = decrypt(
                whole, keys, parts[1], header, new MediaTicket.Scope(scope.sessionId(), scope.handleId(), epoch));
        // Judged only now that they are known to be authentic.
        long age = System.currentTimeMillis() - issued;
        if (epoch != scope.epoch()) {
            Arrays.fill(plain, (byte) 0);
            throw new MediaTicketException(
                    Fault.OTHER_EPOCH, "the ticket is of epoch " + epoch + ", and not of " + scope.epoch());
        } else if (age > maxAge.toMillis() || age < -MAX_CLOCK_SKEW.toMillis()) {
            Arrays.fill(plain, (byte) 0);
            throw new MediaTicketException(Fault.EXPIRED, "the ticket was sealed " + age / 1_000 + " s ago");
        }
        return plain;
    }

    private static byte[] decrypt(
            byte[] whole, HandoverKeys keys, String keyId, String header, MediaTicket.Scope scope) {
        byte[] salt = Arrays.copyOf(whole, SALT_LENGTH);
        try {
            return cipher(Cipher.DECRYPT_MODE, keys, keyId, salt, header, scope)
                    .doFinal(whole, SALT_LENGTH, whole.length - SALT_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new MediaTicketException(
                    Fault.NOT_AUTHENTIC, "the ticket was altered, or is of another session or handle", e);
        }
    }

    private static Cipher cipher(
            int mode, HandoverKeys keys, String keyId, byte[] salt, String header, MediaTicket.Scope scope)
            throws GeneralSecurityException {
        byte[] key = keys.mac(keyId, PURPOSE, salt);
        if (key == null) {
            throw new MediaTicketException(Fault.UNKNOWN_KEY, "the ticket was sealed with a key that is not known");
        }
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        // A key is used once, so that its initialization vector may be any.
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[IV_LENGTH]));
        Arrays.fill(key, (byte) 0);
        cipher.updateAAD((header + scope.sessionId() + "." + scope.handleId() + "." + scope.epoch())
                .getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static MediaTicketException malformed(@Nullable Throwable cause) {
        return new MediaTicketException(Fault.MALFORMED, "not a media ticket", cause);
    }
}
