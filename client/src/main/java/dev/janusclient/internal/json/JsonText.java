// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import dev.janusclient.error.JanusProtocolException;
import java.util.Locale;

/**
 * The text of a JSON string. The JSON library reads strings of up to 50,000 characters; the description of a large room is
 * longer than that.
 */
public final class JsonText {
    private JsonText() {}

    /**
     * Takes the quotes and escapes off.
     *
     * @param raw the string as it stands in the JSON, quotes included
     */
    public static String unquote(String raw) {
        int end = raw.length() - 1;
        int escape = raw.indexOf('\\');
        if (escape < 0) {
            return raw.substring(1, end);
        }
        StringBuilder text = new StringBuilder(end);
        int copied = 1;
        while (escape >= 0 && escape < end) {
            text.append(raw, copied, escape);
            char kind = raw.charAt(escape + 1);
            if (kind == 'u') {
                text.append(unicode(raw, escape + 2));
                copied = escape + 6;
            } else {
                text.append(plain(kind));
                copied = escape + 2;
            }
            escape = raw.indexOf('\\', copied);
        }
        return text.append(raw, copied, end).toString();
    }

    /** Whether every surrogate of a text has its other half: only then does it have a form in UTF-8. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Puts quotes and escapes on, in ASCII, so that any text can be written, half of a surrogate pair too. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                quoted.append(c);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }

    private static char plain(char kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw new JanusProtocolException("'\\" + kind + "' is no escape that JSON knows");
        };
    }

    private static char unicode(String raw, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new JanusProtocolException("a \\u escape needs four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }
}
