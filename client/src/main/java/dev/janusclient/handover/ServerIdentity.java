// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import io.avaje.jsonb.Json;
import java.util.Objects;

/**
 * Which Janus a session lives on.
 *
 * @param name its {@code server_name}
 * @param version its version, for example {@code 1.1.2}
 * @param uri where the ticket's issuer reached it: scheme, host, port and path. User, password, query and fragment are left out
 *     of what is given here
 */
@Json
public record ServerIdentity(String name, String version, String uri) {
    public ServerIdentity {
        Objects.requireNonNull(name, "server.name");
        Objects.requireNonNull(version, "server.version");
        Objects.requireNonNull(uri, "server.uri");
        uri = withoutSecrets(uri);
    }

    /** By the text: what is no URI at all must not be kept whole either. */
    private static String withoutSecrets(String uri) {
        int at = uri.lastIndexOf('@');
        int scheme = uri.indexOf("://");
        String prefix = scheme >= 0 && scheme < at ? uri.substring(0, scheme + 3) : "";
        String rest = at < 0 ? uri : prefix + uri.substring(at + 1);
        int end = rest.length();
        for (char delimiter : new char[] {'?', '#', ';'}) {
            int found = rest.indexOf(delimiter);
            end = found < 0 ? end : Math.min(end, found);
        }
        return rest.substring(0, end);
    }

    /** Says the version, and leaves out name and address. */
    @Override
    public String toString() {
        return "ServerIdentity[" + version + "]";
    }
}
