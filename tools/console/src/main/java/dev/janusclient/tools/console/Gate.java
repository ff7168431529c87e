// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.Headers;
import dev.janusclient.message.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for what. The name in {@code Host} has to be one of ours, or a page of another site could reach the console under a name
 * that it lets point here (DNS rebinding). The token comes in {@code Authorization}, which no other site's page can send; and what does
 * something comes from the console's own page, by {@code Origin} and {@code Sec-Fetch-Site}.
 */
final class Gate {
    private static final String SCHEME = "Bearer ";

    private final Names names;
    private final byte[] token;

    Gate(Names names, Secret token) {
        this.names = names;
        this.token = token.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Why a request is refused. */
    record Refusal(int status, String sentence) {}

    /** For everything: the page too, which has no secrets. */
    @Nullable Refusal host(Headers headers) {
        String host = headers.getFirst("Host");
        return host != null && names.haveHost(host)
                ? null
                : new Refusal(
                        421,
                        "The console is reached as " + names + " only: use the address that 'janus console' prints.");
    }

    /** For what is read. */
    @Nullable Refusal token(Headers headers) {
        String given = headers.getFirst("Authorization");
        if (given == null || !given.startsWith(SCHEME)) {
            return new Refusal(401, "The token is missing: open the whole address that 'janus console' prints.");
        }
        byte[] word = given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(word, token)
                ? null
                : new Refusal(
                        401,
                        "The token is another console's: open the whole address that 'janus console' printed last.");
    }

    /** For what does something. */
    @Nullable Refusal origin(Headers headers) {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean ours = origin == null || names.haveOrigin(origin);
        boolean sameSite = site == null || site.equals("same-origin");
        return ours && sameSite ? null : new Refusal(403, "Another site's page may do nothing here.");
    }
}
