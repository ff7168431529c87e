// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.Check;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Janus would write into a SIP message so that it means something else there. Janus copies texts as they are,
 * and cuts headers to the size of its buffers (janus_sip.c, {@code janus_sip_parse_custom_headers}): before 1.1.4 a long header
 * lost its line end with that, and the next one became a part of it.
 */
final class SipFields {
    /** RFC 3261, section 25.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** Bytes that all headers, or all parameters, of a request have together, with their line ends. */
    private static final int MAX_ALL = 2047;

    private SipFields() {}

    /**
     * Checks the body of any request.
     *
     * @param serverHas whether the server has what came with a version
     * @throws IllegalArgumentException names the field
     */
    static void check(RawJson body, Predicate<String> serverHas) {
        // The one text that is a body and not part of a line.
        Check.oneLine(body, field -> field.equals("content"));
        displayName(body.string("display_name"));
        int maxHeader = serverHas.test("1.3.0") ? 2045 : serverHas.test("1.1.4") ? 254 : 252;
        sizes("headers", body.member("headers"), ": ".length(), "\r\n".length(), maxHeader);
        int maxParameter = serverHas.test("1.3.0") ? 1023 : 254;
        sizes("contact_params", body.member("contact_params"), "=".length(), ";".length(), maxParameter);
    }

    /** Janus puts quotes around it, and escapes nothing. */
    private static void displayName(@Nullable String name) {
        for (int i = 0; name != null && i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
            } else if (c == '"' || c == '\\') {
                throw Check.refusal(
                        "display_name", name, "has a quote or a backslash that is not escaped with a backslash");
            }
        }
    }

    private static void sizes(String field, @Nullable RawJson members, int separator, int end, int maxEach) {
        if (members == null) {
            return;
        }
        int all = 0;
        for (MemberCursor member = members.members(); member.next(); ) {
            String name = member.name();
            if (!TOKEN.matcher(name).matches()) {
                throw Check.refusal(field, name, "is no name that SIP allows");
            }
            String value = member.value().asString();
            int size = name.length() + separator + value.getBytes(StandardCharsets.UTF_8).length;
            if (size > maxEach) {
                throw Check.refusal(
                        field + "." + name,
                        value,
                        "makes " + size + " bytes with its name; this Janus cuts what is longer than " + maxEach);
            }
            all += size + end;
        }
        if (all > MAX_ALL) {
            throw new IllegalArgumentException(
                    field + ": they make " + all + " bytes together; Janus cuts what is longer than " + MAX_ALL);
        }
    }
}
