// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts tickets and reads encrypted ones (AES-256 in Galois/Counter Mode), for tickets that go through hands that must not
 * read them. What is altered is refused, so that no signature is needed. Thread-safe.
 *
 * <p>The text is JSON: {@code encrypted} is the base64url of the 12 bytes of the initialization vector, the encrypted
 * bytes and the tag of 16 bytes; {@code key} names the key, and is authenticated, too.
 */
public final class TicketCipher implements TicketForm {
    private static final String PURPOSE = "ticket encryption";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HandoverKeys keys;

    /** Makes a cipher that encrypts with the current key, and reads what was encrypted with any of them. */
    public TicketCipher(HandoverKeys keys) {
        this.keys = keys;
    }

    @Override
    public HandoverKeys keys() {
        return keys;
    }

    /** The ticket as text, for anyone who has the keys. */
    public String encrypt(HandoverTicket ticket) {
        return write(ticket, TicketTerms.NONE);
    }

    /**
     * Reads an encrypted ticket that anyone with the keys may use, as often as they like.
     *
     * @throws JanusHandoverTicketException if the text is no ticket, is not encrypted, was altered since, has expired, or is
     *     for another recipient or one use
     */
    public HandoverTicket decrypt(String text) {
        return read(text, TicketRecipient.ANYONE);
    }

    @Override
    public String write(HandoverTicket ticket, TicketTerms terms) {
        RawJson allowed = TicketEnvelope.write(terms);
        String plain = "{\"ticket\":" + ticket.toJson() + (allowed == null ? "" : ",\"terms\":" + allowed) + "}";
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] encrypted;
        try {
            encrypted =
                    cipher(Cipher.ENCRYPT_MODE, keys.currentId(), iv).doFinal(plain.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(TRANSFORMATION + " is part of every Java and Android", e);
        }
        byte[] whole = Arrays.copyOf(iv, IV_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, whole, IV_BYTES, encrypted.length);
        return "{\"encrypted\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(whole) + "\",\"key\":\""
                + keys.currentId() + "\"}";
    }

    @Override
    public HandoverTicket read(String text, TicketRecipient recipient) {
        return HandoverTicket.reading(() -> {
            RawJson raw = RawJson.of(text);
            String encrypted = raw.string("encrypted");
            String keyId = raw.string("key");
            if (encrypted == null || keyId == null) {
                throw new JanusHandoverTicketException("the ticket is not encrypted");
            }
            RawJson plain = RawJson.of(new String(plain(encrypted, keyId), StandardCharsets.UTF_8));
            RawJson ticket = plain.member("ticket");
            if (ticket == null) {
                throw new JanusHandoverTicketException("not a ticket: what is encrypted holds none");
            }
            return TicketEnvelope.open(ticket, plain.member("terms"), recipient);
        });
    }

    private byte[] plain(String encrypted, String keyId) {
        byte[] whole = Base64.getUrlDecoder().decode(encrypted);
        if (whole.length <= IV_BYTES) {
            throw new JanusHandoverTicketException("the ticket is cut short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, keyId, Arrays.copyOf(whole, IV_BYTES))
                    .doFinal(whole, IV_BYTES, whole.length - IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new JanusHandoverTicketException("the ticket can't be decrypted: it was altered", e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] iv) throws GeneralSecurityException {
        byte @Nullable [] key = keys.derived(keyId, PURPOSE);
        if (key == null) {
            throw new JanusHandoverTicketException("the ticket was encrypted with a key that is not known here");
        }
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(("janus-client ticket " + keyId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
