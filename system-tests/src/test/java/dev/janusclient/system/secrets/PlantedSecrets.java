// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that nothing else looks like, each given to one place, and found again in any text: as they are, in base64 wherever it
 * begins, and in hex. A piece of one is enough: texts are cut short, and dumps of bytes have short lines.
 *
 * <p>They are letters and digits, which look the same when they are escaped for JSON or for an address.
 */
final class PlantedSecrets {
    /** Pieces that chance does not make in a text of some megabytes. */
    private static final int PLAIN_PIECE = 10;

    private static final int BASE64_PIECE = 12;
    private static final int HEX_PIECE = 24;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> plain = new ConcurrentHashMap<>();
    private final Map<String, String> base64 = new ConcurrentHashMap<>();
    private final Map<String, String> hex = new ConcurrentHashMap<>();

    /** Makes a secret. */
    String make(String place) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        add(place, made.toString());
        return made.toString();
    }

    /** Adds a secret that was made elsewhere. */
    void add(String place, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        pieces(plain, PLAIN_PIECE, secret, place);
        pieces(hex, HEX_PIECE, HexFormat.of().formatHex(bytes), place);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Less the characters that depend on what stands before and behind it, too.
            int from = before == 0 ? 0 : before + 1;
            pieces(base64, BASE64_PIECE, encoded.substring(from, shifted.length * 8 / 6), place);
        }
    }

    private static void pieces(Map<String, String> into, int length, String secret, String place) {
        for (int at = 0; at + length <= secret.length(); at++) {
            into.put(secret.substring(at, at + length), place);
        }
    }

    /** Which secret is in a text, at least in part. */
    Optional<String> in(String text) {
        return in(text, plain, PLAIN_PIECE)
                .or(() -> in(text.replace('-', '+').replace('_', '/'), base64, BASE64_PIECE)
                        .map(place -> place + ", in base64"))
                .or(() -> in(text.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT), hex, HEX_PIECE)
                        .map(place -> place + ", in hex"));
    }

    private static Optional<String> in(String text, Map<String, String> pieces, int length) {
        for (int at = 0; at + length <= text.length(); at++) {
            String place = pieces.get(text.substring(at, at + length));
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
