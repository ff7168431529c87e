// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Janus's JSON library (jansson) can't read in JSON that {@link JsonIndex} has read. Janus answers such a request
 * with 454 and without its transaction (janus.c, {@code janus_process_incoming_request}).
 */
public final class JsonFaults {
    /**
     * What can't be read.
     *
     * @param at where the text, name or number begins
     * @param why in words that go on from the value
     */
    public record Fault(int at, String why) {}

    private JsonFaults() {}

    /** The first fault in a piece of JSON; null if there is none. */
    public static @Nullable Fault find(byte[] json, int start, int end) {
        int at = start;
        while (at < end) {
            byte b = json[at];
            if (b == '"') {
                int behind = behindString(json, at);
                String why = inString(json, at + 1, behind - 1);
                if (why != null) {
                    return new Fault(at, why);
                }
                at = behind;
            } else if (isPunctuation(b)) {
                at++;
            } else {
                int behind = at;
                while (behind < end && !isPunctuation(json[behind])) {
                    behind++;
                }
                String why = inLiteral(new String(json, at, behind - at, StandardCharsets.ISO_8859_1));
                if (why != null) {
                    return new Fault(at, why);
                }
                at = behind;
            }
        }
        return null;
    }

    private static boolean isPunctuation(byte b) {
        return switch (b) {
            case '{', '}', '[', ']', ',', ':', ' ', '\n', '\r', '\t' -> true;
            default -> false;
        };
    }

    private static int behindString(byte[] json, int at) {
        int i = at + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static @Nullable String inString(byte[] json, int from, int to) {
        int at = from;
        while (at < to) {
            if (json[at] != '\\') {
                at++;
            } else if (json[at + 1] != 'u') {
                at += 2;
            } else {
                char unit = unit(json, at + 2);
                at += 6;
                if (unit == 0) {
                    return "holds a NUL character";
                } else if (Character.isSurrogate(unit)) {
                    if (!Character.isHighSurrogate(unit) || !isLowSurrogate(json, at, to)) {
                        return "holds half of a surrogate pair, which is no character";
                    }
                    at += 6;
                }
            }
        }
        return null;
    }

    private static boolean isLowSurrogate(byte[] json, int at, int to) {
        return at + 1 < to && json[at] == '\\' && json[at + 1] == 'u' && Character.isLowSurrogate(unit(json, at + 2));
    }

    /** The UTF-16 unit of an escape's four hexadecimal digits. */
    private static char unit(byte[] json, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit * 16 + Character.digit(json[i], 16);
        }
        return (char) unit;
    }

    private static @Nullable String inLiteral(String literal) {
        return literal.charAt(0) < 'a' && isTooBig(literal) ? "is a number that is too big" : null;
    }

    private static boolean isTooBig(String number) {
        if (number.length() < 19) {
            // Only an exponent makes so short a number too big.
            return (number.indexOf('e') >= 0 || number.indexOf('E') >= 0)
                    && Double.isInfinite(Double.parseDouble(number));
        }
        if (number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return Double.isInfinite(Double.parseDouble(number));
        }
        try {
            Long.parseLong(number);
            return false;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
