// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of messages, {@code dev.janusclient.wire} at TRACE: whoever sets {@code dev.janusclient} to DEBUG does not get them.
 * Values that are secret by the name of their member are replaced, and so are keys in SDP and credentials in SIP headers; texts
 * that hold JSON again are looked through as well. No budget applies: a log of messages that leaves some out misleads.
 *
 * <p>Threading: any thread.
 */
public final class WireLog {
    /** What a secret is replaced by. */
    static final String HIDDEN = "***";

    /** How many characters of a message are written. */
    static final int MAX_TEXT = 8_000;

    private static final Logger log = LoggerFactory.getLogger("dev.janusclient.wire");

    /** Names of members, in small letters and without separators. {@code allowed} lists the tokens that a room admits. */
    private static final Set<String> SECRET = Set.of(
            "adminkey",
            "adminsecret",
            "allowed",
            "apisecret",
            "authorization",
            "backendpwd",
            "credential",
            "ha1secret",
            "key",
            "newpin",
            "newsecret",
            "password",
            "pin",
            "proxyauthorization",
            "pwd",
            "rtsppwd",
            "secret",
            "srtpcrypto",
            "token",
            "tokens");

    /** A member's name with its colon; inside of a text, the quotation marks have backslashes. */
    private static final Pattern MEMBER = Pattern.compile("(\\\\*)\"([A-Za-z0-9_-]{1,40})\\1\"\\s*:\\s*");

    private static final Pattern SDP_KEY =
            Pattern.compile("(a=ice-pwd:|inline:|a=key-mgmt:|(?<=[rn])k=)(?:[^\\\\\\s\"]|\\\\+/)+");

    /** What Janus quotes of a request that it can't read, in the reason of error 454. */
    private static final Pattern QUOTED =
            Pattern.compile("(JSON error(?:[^\"\\\\]|\\\\.)*? near )(?:[^\"\\\\]|\\\\.)*", Pattern.DOTALL);

    private static final Pattern SIP_CREDENTIALS =
            Pattern.compile("(uthorization: *).*?(?=\\\\+[rn]|$)", Pattern.DOTALL);

    private WireLog() {}

    /** Writes a message that is being sent. Costs one check if the log is off. */
    public static void sent(long connection, byte[] json) {
        if (log.isTraceEnabled()) {
            log.trace("connection {} sends {}", connection, printable(json));
        }
    }

    /** Writes a message that has been received, before anything else is done with it. Costs one check if the log is off. */
    public static void received(long connection, byte[] json) {
        if (log.isTraceEnabled()) {
            log.trace("connection {} receives {}", connection, printable(json));
        }
    }

    /** Whether the value of a member of this name is secret. */
    static boolean isSecret(String name) {
        return SECRET.contains(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
    }

    static String printable(byte[] json) {
        String text = withoutKeys(withoutSecrets(new String(json, StandardCharsets.UTF_8)));
        return Printable.onOneLine(
                text.length() <= MAX_TEXT
                        ? text
                        : text.substring(0, MAX_TEXT) + "... (cut; " + json.length + " bytes in all)");
    }

    private static String withoutSecrets(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher member = MEMBER.matcher(text);
        int copied = 0;
        int from = 0;
        while (member.find(from)) {
            from = member.end();
            if (isSecret(member.group(2))) {
                out.append(text, copied, from).append(HIDDEN);
                copied = endOfValue(text, from, member.group(1).length());
                from = copied;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Where a value ends whose quotation marks have so many backslashes; the end of the text if it is broken off. */
    private static int endOfValue(String text, int start, int backslashes) {
        int depth = 0;
        boolean quoted = false;
        int run = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                run++;
                continue;
            }
            if (c == '"') {
                if (run < backslashes) {
                    // The text around it ends here.
                    return i - run;
                } else if ((run - backslashes) % (2 * (backslashes + 1)) == 0) {
                    quoted = !quoted;
                    if (!quoted && depth == 0) {
                        return i + 1;
                    }
                }
            } else if (!quoted) {
                if (c == '{' || c == '[') {
                    depth++;
                } else if (c == '}' || c == ']') {
                    if (depth <= 1) {
                        return depth == 0 ? i : i + 1;
                    }
                    depth--;
                } else if (c == ',' && depth == 0) {
                    return i;
                }
            }
            run = 0;
        }
        return text.length();
    }

    private static String withoutKeys(String whole) {
        String text = whole.contains("JSON error") ? QUOTED.matcher(whole).replaceAll("$1" + HIDDEN) : whole;
        String keyless = text.contains("a=") ? SDP_KEY.matcher(text).replaceAll("$1" + HIDDEN) : text;
        return keyless.contains("uthorization:")
                ? SIP_CREDENTIALS.matcher(keyless).replaceAll("$1" + HIDDEN)
                : keyless;
    }
}
