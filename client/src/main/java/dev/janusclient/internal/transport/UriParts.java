// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a transport reads from its URI. */
public final class UriParts {
    private UriParts() {}

    /** The host; an IPv6 address without its brackets, which stand in a URI only. */
    public static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The parameters behind the question mark, decoded.
     *
     * @param names which there are
     * @throws IllegalArgumentException if there is another one, or one without a value; the message names it
     */
    public static Map<String, String> parameters(URI uri, String... names) {
        List<String> known = Arrays.asList(names);
        Map<String, String> found = new HashMap<>();
        if (uri.getRawQuery() == null) {
            return found;
        }
        for (String part : uri.getRawQuery().split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (!known.contains(name) || value.isEmpty()) {
                throw new IllegalArgumentException("uri: '" + part + "' means nothing here; there are "
                        + String.join(", ", known) + ", each with a value");
            }
            found.put(name, value);
        }
        return found;
    }

    /** A part of a URI without its percent signs. */
    public static String decode(String text) {
        try {
            // A plus is a plus: only in forms is it a space.
            return URLDecoder.decode(text.replace("+", "%2B"), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
