// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import org.jspecify.annotations.Nullable;

/**
 * A user in a header ({@code name-addr} or {@code addr-spec}, RFC 3261, section 20.10), read as the SIP stack of Janus reads
 * it for its events (sofia-sip, {@code sip_name_addr_d} and {@code url_d}).
 *
 * @param displayName with its quotation marks; empty before a URI in angle brackets without one, null without brackets
 * @param uri with its parameters; escapes of characters that need none are resolved
 */
record SipAddress(@Nullable String displayName, String uri) {
    private static final String UNRESERVED = "-_.!~*'()";
    private static final String TOKEN = "-.!%*_+`'~";
    private static final String LINEAR_SPACE = " \t\r\n";

    /** Reads a header's value; null if Janus would refuse it. */
    static @Nullable SipAddress of(String value) {
        if (value.startsWith("\"")) {
            int end = endOfQuotes(value);
            int open = end < 0 ? -1 : skipSpace(value, end);
            return open < 0 || !isAt(value, open, '<') ? null : bracketed(value.substring(0, end), value, open);
        }
        int open = 0;
        while (open < value.length() && (isToken(value.charAt(open)) || isSpace(value.charAt(open)))) {
            open++;
        }
        if (isAt(value, open, '<')) {
            return bracketed(stripTrailingSpace(value.substring(0, open)), value, open);
        }
        int end = 0;
        while (end < value.length() && " \t,;?".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? null : new SipAddress(null, canonical(value.substring(0, end)));
    }

    private static @Nullable SipAddress bracketed(String displayName, String value, int open) {
        int close = value.indexOf('>', open);
        return close <= open + 1 ? null : new SipAddress(displayName, canonical(value.substring(open + 1, close)));
    }

    /** Where a quoted string at the beginning ends, behind its last quotation mark; -1 if it does not. */
    private static int endOfQuotes(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /** A URI in the form in which it is reported: each of its parts may have other characters without an escape. */
    static String canonical(String uri) {
        int scheme = uri.indexOf(':') + 1;
        int at = uri.indexOf('@', scheme);
        int host = at < 0 ? scheme : at + 1;
        int parameters = end(uri, host, ";?#");
        int headers = end(uri, parameters, "?#");
        return uri.substring(0, scheme)
                + unescaped(uri.substring(scheme, host), "&=+$,;?/")
                + unescaped(uri.substring(host, parameters), "")
                + unescaped(uri.substring(parameters, headers), "/:&+$")
                + unescaped(uri.substring(headers), "");
    }

    private static int end(String text, int from, String before) {
        int end = from;
        while (end < text.length() && before.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String unescaped(String part, String allowed) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            int code = part.charAt(i) == '%' ? hex(part, i + 1) : -1;
            if (code < 0) {
                text.append(part.charAt(i));
                continue;
            }
            if (isAlphanumeric((char) code) || UNRESERVED.indexOf(code) >= 0 || allowed.indexOf(code) >= 0) {
                text.append((char) code);
            } else {
                text.append('%').append(hexDigit(code >> 4)).append(hexDigit(code & 15));
            }
            i += 2;
        }
        return text.toString();
    }

    private static int hex(String text, int from) {
        int high = from + 1 < text.length() ? Character.digit(text.charAt(from), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(from + 1), 16);
        return low < 0 ? -1 : high * 16 + low;
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isToken(char c) {
        return isAlphanumeric(c) || TOKEN.indexOf(c) >= 0;
    }

    private static boolean isSpace(char c) {
        return LINEAR_SPACE.indexOf(c) >= 0;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String stripTrailingSpace(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isAt(String text, int place, char c) {
        return place < text.length() && text.charAt(place) == c;
    }
}
