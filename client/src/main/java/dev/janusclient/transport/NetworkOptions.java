// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way through the network: whom we trust, who we are, what lies between. A transport that has no use for a part of it
 * fails to connect rather than ignoring it, but for {@link #http()}.
 *
 * @param tls whom to trust and who we are; null trusts what the platform trusts. Used by the schemes with TLS only.
 * @param proxy what to go through; null goes straight
 * @param headers sent with every HTTP request, the WebSocket handshake included; their values are never printed
 * @param http limits of the HTTP transport
 */
public record NetworkOptions(
        @Nullable Tls tls, @Nullable ProxyServer proxy, Map<String, String> headers, HttpLimits http) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Straight, trusting what the platform trusts. */
    public static final NetworkOptions DEFAULT =
            new NetworkOptions(null, null, Collections.emptyMap(), HttpLimits.DEFAULT);

    public NetworkOptions {
        headers.forEach(NetworkOptions::check);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** RFC 9110, 5.1 and 5.5, without bytes beyond ASCII. The value is not quoted: it may be a secret. */
    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("headers: a name may have letters, digits and !#$%&'*+-.^_`|~ only");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "headers: the value of " + name + " may have printable ASCII, spaces and tabs only");
        }
    }

    /** As this, with other TLS settings. */
    public NetworkOptions withTls(Tls other) {
        return new NetworkOptions(other, proxy, headers, http);
    }

    /** As this, through a proxy. */
    public NetworkOptions withProxy(ProxyServer other) {
        return new NetworkOptions(tls, other, headers, http);
    }

    /** As this, with one more header. */
    public NetworkOptions withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new NetworkOptions(tls, proxy, more, http);
    }

    /** As this, with other limits for HTTP. */
    public NetworkOptions withHttp(HttpLimits other) {
        return new NetworkOptions(tls, proxy, headers, other);
    }

    @Override
    public String toString() {
        return "Network[tls=" + tls + ", proxy=" + proxy + ", headers=" + headers.keySet() + ", http=" + http + "]";
    }
}
