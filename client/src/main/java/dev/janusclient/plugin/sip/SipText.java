// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message as Janus logged it for its event handlers (RFC 3261, section 7), as far as events are made of it.
 *
 * @param incoming whether Janus received it
 * @param startLine the request or status line
 * @param headers by lower-case name; the first of a name
 */
record SipText(boolean incoming, String startLine, Map<String, String> headers, String body) {
    /**
     * What stands between two messages that Janus took for one: it looks for an end of line that a body need not have. Of
     * the word before the size only the last letters are left: {@code recv} or {@code send}.
     */
    private static final Pattern SEAM = Pattern.compile(
            "\\s*-{20,}\\s*\\n\\s*(\\w*)\\s*\\d+ bytes (?:from|to) [^\\n]*\\n\\s*-{20,}\\s*\\n", Pattern.MULTILINE);

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private static final Map<String, String> COMPACT = Map.of(
            "i",
            "call-id",
            "f",
            "from",
            "t",
            "to",
            "l",
            "content-length",
            "c",
            "content-type",
            "o",
            "event",
            "m",
            "contact",
            "r",
            "refer-to",
            "b",
            "referred-by");

    /** The messages in what Janus reported as one. */
    static List<SipText> of(boolean incoming, String text) {
        List<SipText> messages = new ArrayList<>();
        Matcher seam = SEAM.matcher(text);
        int begin = 0;
        boolean came = incoming;
        while (seam.find()) {
            messages.add(one(came, text.substring(begin, seam.start())));
            came = seam.group().contains(" from ");
            begin = seam.end();
        }
        messages.add(one(came, text.substring(begin)));
        return messages;
    }

    private static SipText one(boolean incoming, String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(
                        COMPACT.getOrDefault(name, name),
                        lines[i].substring(colon + 1).trim());
            }
        }
        byte[] rest = (end < 0 ? "" : text.substring(end + 4)).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(rest.length, number(headers.get("content-length"), rest.length));
        return new SipText(
                incoming, lines[0], headers, new String(Arrays.copyOf(rest, length), StandardCharsets.UTF_8));
    }

    static int number(@Nullable String text, int otherwise) {
        return text == null || !text.matches("\\d{1,9}") ? otherwise : Integer.parseInt(text);
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    /** What is asked for, by a request or by the request that a response answers. */
    String method() {
        String sequence = header("cseq");
        return isResponse() && sequence != null
                ? sequence.substring(sequence.indexOf(' ') + 1).trim()
                : startLine.substring(0, Math.max(0, startLine.indexOf(' ')));
    }

    /** The status of a response. */
    int status() {
        return number(startLine.substring(8, Math.min(11, startLine.length())), 0);
    }

    /** The words beside the status. */
    String reason() {
        return startLine.length() > 12 ? startLine.substring(12) : "";
    }

    @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** What a request and its responses have in common. */
    String exchange() {
        return header("call-id") + " " + header("cseq");
    }

    /** Whether it belongs to a dialogue that is established. */
    boolean inDialogue() {
        String to = header("to");
        return to != null && to.contains(";tag=");
    }

    /** The URI in a header that names a user, as Janus reports it: with its own parameters, without the header's. */
    @Nullable String uri(String lowerCaseName) {
        String value = header(lowerCaseName);
        if (value == null) {
            return null;
        }
        int open = unquoted(value, '<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        return close < 0 ? split(value, ';').get(0) : value.substring(open + 1, close);
    }

    /** The name shown for who sent it, with its quotation marks; null if there is none. */
    @Nullable String displayName() {
        String from = header("from");
        int open = from == null ? -1 : unquoted(from, '<');
        String name = from == null || open < 0 ? "" : from.substring(0, open).trim();
        return name.isEmpty() ? null : name;
    }

    /** Where a character first stands outside of quotation marks; -1 if it does not. */
    private static int unquoted(String value, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** The parts of a value between separators that are outside of quotation marks; at least one. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        String rest = value;
        for (int at = unquoted(rest, separator); at >= 0; at = unquoted(rest, separator)) {
            parts.add(rest.substring(0, at).trim());
            rest = rest.substring(at + 1);
        }
        parts.add(rest.trim());
        return parts;
    }

    static String withoutQuotes(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** A display name without the quotation marks and escapes of SIP (RFC 3261, {@code quoted-string}). */
    static @Nullable String unquoted(@Nullable String name) {
        if (name == null || !name.startsWith("\"")) {
            return name;
        }
        return ESCAPED.matcher(withoutQuotes(name)).replaceAll("$1");
    }

    /** A header's value without its parameters. */
    @Nullable String token(String lowerCaseName) {
        String value = header(lowerCaseName);
        return value == null ? null : split(value, ';').get(0);
    }
}
