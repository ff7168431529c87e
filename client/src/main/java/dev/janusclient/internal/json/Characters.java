// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import dev.janusclient.error.JanusProtocolException;

/** What strings, numbers and words of JSON are made of (RFC 8259, 3, 6 and 7; RFC 3629, 4), for {@link JsonIndex}. */
final class Characters {
    private static final String[] WORDS = {"true", "false", "null"};

    private Characters() {}

    /** Where it goes on behind a character of a string that is not printable ASCII. */
    static int behindCharacter(byte[] b, int at) {
        int lead = b[at] & 0xFF;
        if (lead < ' ') {
            throw new JanusProtocolException("a control character that is not escaped at byte " + at);
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        boolean fits = lead >= 0xC2 && lead <= 0xF4 && at + length <= b.length;
        for (int i = at + 1; fits && i < at + length; i++) {
            fits = (b[i] & 0xC0) == 0x80;
        }
        if (!fits || !isShortest(lead, b[at + 1] & 0xFF)) {
            throw new JanusProtocolException("what is no UTF-8 at byte " + at);
        }
        return at + length;
    }

    /** Whether a character is in its shortest form, no half of a surrogate pair, and not behind the last one of Unicode. */
    private static boolean isShortest(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    /** Where it goes on behind a backslash and what it escapes. */
    static int behindEscape(byte[] b, int at) {
        int kind = at + 1 < b.length ? b[at + 1] : 0;
        boolean known = kind == 'u' ? isHex(b, at + 2) : kind > 0 && "\"\\/bfnrt".indexOf(kind) >= 0;
        if (!known) {
            throw new JanusProtocolException("an escape that JSON does not know, or that is cut short, at byte " + at);
        }
        return kind == 'u' ? at + 6 : at + 2;
    }

    private static boolean isHex(byte[] b, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= b.length || Character.digit(b[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Refuses what is neither a number nor one of the three words. */
    static void requireLiteral(byte[] b, int from, int to) {
        if (b[from] >= 'a' ? !isWord(b, from, to) : behindNumber(b, from, to) != to) {
            throw new JanusProtocolException("what is neither a number, nor true, false or null, at byte " + from);
        }
    }

    private static boolean isWord(byte[] b, int from, int to) {
        for (String word : WORDS) {
            int i = 0;
            while (i < word.length() && from + i < to && b[from + i] == word.charAt(i)) {
                i++;
            }
            if (i == word.length() && from + i == to) {
                return true;
            }
        }
        return false;
    }

    /** Where a number ends; -1 if there is none. */
    private static int behindNumber(byte[] b, int from, int to) {
        int first = b[from] == '-' ? from + 1 : from;
        int at = first < to && b[first] == '0' ? first + 1 : behindDigits(b, first, to);
        if (at > 0 && at < to && b[at] == '.') {
            at = behindDigits(b, at + 1, to);
        }
        if (at > 0 && at < to && (b[at] == 'e' || b[at] == 'E')) {
            boolean signed = at + 1 < to && (b[at + 1] == '+' || b[at + 1] == '-');
            at = behindDigits(b, signed ? at + 2 : at + 1, to);
        }
        return at;
    }

    /** Where one digit or more end; -1 if there is none. */
    private static int behindDigits(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        return at == from ? -1 : at;
    }
}
