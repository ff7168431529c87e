// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.message.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server.
 *
 * @param urls {@code stun:host:port}, {@code turn:host:port?transport=udp}, …
 * @param username for TURN
 * @param credential for TURN
 */
public record IceServer(List<String> urls, @Nullable String username, @Nullable Secret credential) {
    public IceServer {
        urls = List.copyOf(urls);
    }

    /** A STUN server. */
    public static IceServer stun(String url) {
        return new IceServer(List.of(url), null, null);
    }

    /** A TURN server. */
    public static IceServer turn(String url, String username, Secret credential) {
        return new IceServer(List.of(url), username, credential);
    }
}
