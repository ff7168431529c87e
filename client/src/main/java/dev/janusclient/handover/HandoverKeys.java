// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that owners of sessions share: they protect tickets ({@link TicketSigner}, {@link TicketCipher}) and the events
 * that an owner forwards to the next one. Each use has a key of its own, derived from these (HMAC-SHA256). Immutable.
 *
 * <p>To change keys, give the new one to all processes as an older one first, then as the current one, and leave the old one
 * out when its last ticket is over. Where a key is named, it is by an id, which is derived from the key and says nothing of it.
 */
public final class HandoverKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;
    private static final int ID_BYTES = 6;

    private final Map<String, byte[]> byId = new LinkedHashMap<>();
    private final String currentId;

    private HandoverKeys(List<byte[]> keys) {
        for (byte[] key : keys) {
            if (key.length < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "key: " + key.length + " bytes are too few, " + SHORTEST_KEY + " are needed");
            }
            byId.put(id(key), key.clone());
        }
        currentId = byId.keySet().iterator().next();
    }

    /**
     * Takes keys.
     *
     * @param current protects what is written; at least 16 random bytes, of which no other program has any
     * @param older are accepted when something is read
     * @throws IllegalArgumentException if one is too short
     */
    public static HandoverKeys of(byte[] current, byte[]... older) {
        List<byte[]> keys = new ArrayList<>();
        keys.add(current);
        Collections.addAll(keys, older);
        return new HandoverKeys(keys);
    }

    static String id(byte[] key) {
        byte[] hash = hmac(key, "janus-client key id".getBytes(StandardCharsets.UTF_8));
        byte[] id = new byte[ID_BYTES];
        System.arraycopy(hash, 0, id, 0, ID_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** What the current key is called: 8 characters, letters, digits, {@code -} and {@code _}. */
    public String currentId() {
        return currentId;
    }

    /**
     * Authenticates something that goes from one owner to another beside the ticket.
     *
     * @param keyId as {@link #currentId()}
     * @param purpose a constant that no other use has
     * @return 32 bytes; null if there is no key of this id
     */
    public byte @Nullable [] mac(String keyId, String purpose, byte[] data) {
        byte[] key = derived(keyId, purpose);
        return key == null ? null : hmac(key, data);
    }

    /** The key of an id for one purpose, 32 bytes; null if there is none of this id. */
    byte @Nullable [] derived(String keyId, String purpose) {
        byte[] key = byId.get(keyId);
        return key == null ? null : hmac(key, ("janus-client " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /** The keys themselves, for the signature that tickets had before there were ids. */
    Iterable<byte[]> all() {
        return byId.values();
    }

    byte[] current() {
        return byId.values().iterator().next();
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java and Android", e);
        }
    }

    /** Says how many keys there are. */
    @Override
    public String toString() {
        return "HandoverKeys[" + byId.size() + "]";
    }
}
