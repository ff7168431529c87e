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

    /** What may be shown of an address: no user, no password, no parameter, any of which may be a secret. */
    public static String printable(URI uri) {
        return printable(uri.toString());
    }

    /** As {@link #printable(URI)}, of what is meant for an address and may not be one. */
    public static String printable(String uri) {
        int slashes = uri.indexOf("//");
        int authority = slashes < 0 ? 0 : slashes + 2;
        int at = uri.lastIndexOf('@');
        String anonymous = at < authority ? uri : uri.substring(0, authority) + uri.substring(at + 1);
        int end = anonymous.length();
        for (char mark : new char[] {'?', '#'}) {
            int found = anonymous.indexOf(mark);
            end = found < 0 ? end : Math.min(end, found);
        }
        return end == anonymous.length() ? anonymous : anonymous.substring(0, end) + "?...";
    }

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
                throw new IllegalArgumentException("uri: the parameter '" + name
                        + "' means nothing here, or has no value; there are " + String.join(", ", known));
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
