// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Janus's JSON library (jansson) can't read in JSON whose nesting is right. Janus answers such a request with 454
 * and without its transaction (janus.c, {@code janus_process_incoming_request}).
 */
public final class JsonFaults {
    /**
     * What can't be read.
     *
     * @param at where the text, name or number begins
     * @param why in words that go on from the value
     */
    public record Fault(int at, String why) {}

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

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
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (b < 0) {
                ascii = false;
            } else if (b < ' ') {
                return "holds a control character that is not escaped";
            } else if (b == '\\') {
                i++;
                if (json[i] == 'u') {
                    int unit = unit(json, i + 1, to);
                    if (unit <= 0) {
                        return unit == 0 ? "holds a NUL character" : "holds an escape that JSON does not know";
                    }
                    i += 4;
                    if (Character.isSurrogate((char) unit)) {
                        boolean pair = Character.isHighSurrogate((char) unit)
                                && i + 2 < to
                                && json[i + 1] == '\\'
                                && json[i + 2] == 'u'
                                && Character.isLowSurrogate((char) unit(json, i + 3, to));
                        if (!pair) {
                            return "holds half of a surrogate pair, which is no character";
                        }
                        i += 6;
                    }
                } else if ("\"\\/bfnrt".indexOf(json[i]) < 0) {
                    return "holds an escape that JSON does not know";
                }
            }
        }
        return ascii || isUtf8(json, from, to) ? null : "is not UTF-8";
    }

    /** The UTF-16 unit of an escape; -1 if it does not have four hexadecimal digits. */
    private static int unit(byte[] json, int from, int to) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < to ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private static boolean isUtf8(byte[] json, int from, int to) {
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        // What can't be decoded becomes the replacement character, which may be in the text itself, too.
        return text.indexOf('\uFFFD') < 0
                || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(json, from, to));
    }

    private static @Nullable String inLiteral(String literal) {
        if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
            return null;
        }
        if (!NUMBER.matcher(literal).matches()) {
            return "is no JSON value";
        }
        return isTooBig(literal) ? "is a number that is too big" : null;
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
