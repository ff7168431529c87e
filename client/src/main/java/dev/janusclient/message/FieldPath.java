// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text in a request, and where it stands.
 *
 * @param field for example {@code streams[0].description}
 * @param text the text, or its JSON
 */
record FieldPath(String field, String text) {
    private static final int MAX_SHOWN = 40;

    /** The names of fields that hold secrets, as a name or as its last words. */
    private static final Pattern SECRET =
            Pattern.compile("(.*[._-])?(api)?(secret|token|pin|key|pwd|password|crypto|srtpcrypto|allowed"
                    + "|authorization|cookie)(\\[\\d+])?");

    /** The value, or the name of a member, that begins at a byte of some JSON. */
    static FieldPath of(String field, RawJson json, int at) {
        for (MemberCursor member = json.members(); member.next(); ) {
            if (member.nameCovers(at)) {
                return new FieldPath(field.isEmpty() ? "body" : field, "\"" + member.name() + "\"");
            }
            if (member.value().covers(at)) {
                return of(field.isEmpty() ? member.name() : field + "." + member.name(), member.value(), at);
            }
        }
        List<RawJson> elements = json.elements();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).covers(at)) {
                return of(field + "[" + i + "]", elements.get(i), at);
            }
        }
        return new FieldPath(field, json.toString());
    }

    /** What to throw; says why in words that go on from the text. */
    IllegalArgumentException refusal(String why) {
        return new IllegalArgumentException(printable(field) + ": " + shown() + " " + why);
    }

    private String shown() {
        if (SECRET.matcher(field.toLowerCase(Locale.ROOT)).matches()) {
            return "***";
        }
        String quoted = text.startsWith("\"") && text.endsWith("\"") && text.length() > 1 ? text : "\"" + text + "\"";
        return printable(quoted);
    }

    /** A text on one line, without anything that a terminal or a reader could take for something else. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        int length = Math.min(text.length(), MAX_SHOWN);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean plain = c < 0x80 ? c >= ' ' && c != 0x7F : Character.isLetterOrDigit(c);
            shown.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return length < text.length()
                ? shown.append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString()
                : shown.toString();
    }
}
