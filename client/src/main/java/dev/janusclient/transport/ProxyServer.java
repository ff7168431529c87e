// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import org.jspecify.annotations.Nullable;

/**
 * A proxy between us and Janus. Names of Janus's hosts are looked up by the proxy, not here.
 *
 * @param type how it is talked to
 * @param host its name or address
 * @param port its port
 * @param user who we are, if it asks
 * @param password the password of that user; never printed
 */
public record ProxyServer(Type type, String host, int port, @Nullable String user, @Nullable String password) {
    /** The kinds of proxies. */
    public enum Type {
        /** An HTTP proxy, asked to {@code CONNECT}; also for plain HTTP. */
        HTTP,
        /** A SOCKS proxy of version 5. */
        SOCKS5
    }

    public ProxyServer {
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxy: '" + host + "' port " + port + " is no address");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("proxy: a user and a password go together");
        }
    }

    /** An HTTP proxy that asks for no password. */
    public static ProxyServer http(String host, int port) {
        return new ProxyServer(Type.HTTP, host, port, null, null);
    }

    /** A SOCKS5 proxy that asks for no password. */
    public static ProxyServer socks5(String host, int port) {
        return new ProxyServer(Type.SOCKS5, host, port, null, null);
    }

    /** The same proxy, which knows us by this name. */
    public ProxyServer withCredentials(String name, String secret) {
        return new ProxyServer(type, host, port, name, secret);
    }

    @Override
    public String toString() {
        return type + " proxy " + host + ":" + port + (user == null ? "" : " as " + user);
    }
}
