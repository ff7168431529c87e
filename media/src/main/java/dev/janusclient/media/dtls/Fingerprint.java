// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * What a description says of the certificate that its side will show (RFC 8122).
 *
 * @param algorithm {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param value the hash in upper case, with colons
 */
public record Fingerprint(String algorithm, String value) {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    /** @throws IllegalArgumentException if the algorithm is not known, or the value is no such hash */
    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        if (!ALGORITHMS.containsKey(algorithm)) {
            throw new IllegalArgumentException("fingerprint: the algorithm is none of " + ALGORITHMS.keySet());
        }
        if (HEX.parseHex(value).length != hash(algorithm, new byte[0]).length) {
            throw new IllegalArgumentException("fingerprint: it has another length than a hash of " + algorithm);
        }
    }

    /**
     * Reads the value of {@code a=fingerprint}.
     *
     * @throws IllegalArgumentException if it is none that can be checked
     */
    public static Fingerprint parse(String text) {
        String[] parts = text.trim().split(" +", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("fingerprint: it has no algorithm and value");
        }
        return new Fingerprint(parts[0], parts[1]);
    }

    static Fingerprint of(byte[] certificate) {
        return new Fingerprint("sha-256", HEX.formatHex(hash("sha-256", certificate)));
    }

    boolean fits(byte[] certificate) {
        return MessageDigest.isEqual(HEX.parseHex(value), hash(algorithm, certificate));
    }

    private static byte[] hash(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(algorithm)).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    /** The value of {@code a=fingerprint}. */
    @Override
    public String toString() {
        return algorithm + " " + value;
    }
}
