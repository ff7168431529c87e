// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from the wire safe to show: names come from whoever calls or joins. What could move a terminal's cursor, change the
 * direction of the text around it or be invisible is written as {@code \}{@code u001b}; letters, signs and emoji stay.
 */
public final class SafeText {
    /** The longest text, in code points; a longer one ends with an ellipsis. */
    public static final int MAX_LENGTH = 256;

    private SafeText() {}

    /** The text on one line; null stays null. */
    public static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** The text on one line, no longer than {@link #MAX_LENGTH}. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (count++ == MAX_LENGTH) {
                return safe.append('…').toString();
            }
            append(safe, text.codePointAt(i));
        }
        return safe.toString();
    }

    /** As {@link #of}, of any length and with its line breaks and tabs: for what is shown as a block, such as a SIP message. */
    public static String block(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == '\n' || c == '\t') {
                safe.append((char) c);
            } else if (c != '\r') {
                append(safe, c);
            }
        }
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c) {
        if (isSafe(c)) {
            safe.appendCodePoint(c);
        } else {
            for (char unit : Character.toChars(c)) {
                safe.append(String.format("\\u%04x", (int) unit));
            }
        }
    }

    /** Whether a character stands for itself wherever it is shown. */
    static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
