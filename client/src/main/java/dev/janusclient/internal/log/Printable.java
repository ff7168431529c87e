// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import org.jspecify.annotations.Nullable;

/** Texts of the far end as they may be written into a log or a message. */
public final class Printable {
    private static final int MAX_TEXT = 300;

    private Printable() {}

    /** On one line: control characters and line separators become question marks. */
    public static String onOneLine(String text) {
        int clean = 0;
        while (clean < text.length() && !breaks(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        char[] printable = text.toCharArray();
        for (int i = clean; i < printable.length; i++) {
            printable[i] = breaks(printable[i]) ? '?' : printable[i];
        }
        return new String(printable);
    }

    /** The same, and not endless. */
    static String of(String text) {
        return onOneLine(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text);
    }

    /** Values of a log line: numbers and constants as they are, of all others the text. */
    static @Nullable Object[] all(@Nullable Object[] values) {
        @Nullable Object[] printable = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            printable[i] =
                    value instanceof Number || value instanceof Enum || value == null ? value : of(value.toString());
        }
        return printable;
    }

    private static boolean breaks(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                // What turns the direction of a line around, so that it reads differently.
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
