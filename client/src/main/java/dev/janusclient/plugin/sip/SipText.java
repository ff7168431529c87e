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

    /** What begins with a space goes on with the line before. */
    private static final Pattern END_OF_LINE = Pattern.compile("(?>\\r\\n|\\r|\\n)(?![ \\t])");

    private static final String TERMINATED = "terminated";

    private static final Pattern TO_BE_RENEWED = Pattern.compile(";\\s*reason\\s*=\\s*(?:deactivated|probation)\\b");

    private static final Pattern FOCUS = Pattern.compile("(?i);\\s*isfocus\\s*(?:;|,|$)");

    private static final Pattern SEPARATOR = Pattern.compile("(?>\\r\\n|\\r|\\n)(?>\\r\\n|\\r|\\n)");

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
        Matcher separator = SEPARATOR.matcher(text);
        boolean hasBody = separator.find();
        String[] lines = END_OF_LINE.split(hasBody ? text.substring(0, separator.start()) : text, -1);
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
        byte[] rest = (hasBody ? text.substring(separator.end()) : "").getBytes(StandardCharsets.UTF_8);
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

    /** The user that a header names; null if there is none that Janus would understand. */
    @Nullable SipAddress address(String lowerCaseName) {
        String value = header(lowerCaseName);
        return value == null ? null : SipAddress.of(value);
    }

    /** The URI in a header that names a user. */
    @Nullable String uri(String lowerCaseName) {
        SipAddress address = address(lowerCaseName);
        return address == null ? null : address.uri();
    }

    /** The name shown for who sent it; null if there is none. */
    @Nullable String displayName() {
        SipAddress from = address("from");
        return from == null ? null : from.displayName();
    }

    /** The type and subtype of the body; null if there is none. */
    @Nullable String contentType() {
        String type = token("content-type");
        return type == null ? null : type.replaceAll("\\s+", "");
    }

    /** How a subscription is by a notification: one of the three words that Janus uses. */
    String subscriptionState() {
        String state = token("subscription-state");
        if (state == null) {
            return "0".equals(token("expires")) ? TERMINATED : "active";
        }
        String all = String.valueOf(header("subscription-state")).toLowerCase(Locale.ROOT);
        return switch (state.toLowerCase(Locale.ROOT)) {
            case TERMINATED -> TO_BE_RENEWED.matcher(all).find() ? "pending" : TERMINATED;
            case "pending" -> "pending";
            default -> "active";
        };
    }

    /** Whether the other side says that it is a conference (RFC 4579). */
    boolean isFocus() {
        String contact = header("contact");
        return contact != null
                && FOCUS.matcher(contact.substring(contact.lastIndexOf('>') + 1))
                        .find();
    }

    private static String withoutQuotes(String text) {
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
        int parameters = value == null ? -1 : value.indexOf(';');
        return value == null || parameters < 0
                ? value
                : value.substring(0, parameters).trim();
    }
}
