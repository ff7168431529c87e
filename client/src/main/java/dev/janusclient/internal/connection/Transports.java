// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the transport that serves a URI. */
public final class Transports {
    private static final Set<String> SCHEMES =
            Set.of("ws", "wss", "http", "https", "unix", "amqp", "amqps", "mqtt", "mqtts");

    private Transports() {}

    /**
     * Checks a server's address.
     *
     * @throws IllegalArgumentException if it is no URI, has no scheme, or names no host or, for {@code unix}, no path
     */
    @SuppressWarnings("UnusedException")
    public static URI parse(String uri) {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            // Its cause quotes the text, in which there may be a secret.
            String reason = e.getCause() instanceof URISyntaxException syntax
                    ? syntax.getReason() + " at index " + syntax.getIndex()
                    : "";
            throw new IllegalArgumentException("uri: '" + printable(uri) + "' is not a URI: " + reason);
        }
        if (parsed.getScheme() == null || isHostAndPort(parsed)) {
            throw new IllegalArgumentException(
                    "uri: '" + printable(uri) + "' has no scheme; for example ws://localhost:8188");
        }
        if (parsed.getScheme().equalsIgnoreCase("unix")) {
            if (parsed.getPath() == null || parsed.getPath().length() < 2 || parsed.getAuthority() != null) {
                throw new IllegalArgumentException(
                        "uri: '" + printable(uri) + "' names no absolute path; for example unix:///run/janus/api.sock");
            }
        } else if (parsed.getHost() == null) {
            throw new IllegalArgumentException("uri: '" + printable(uri)
                    + "' names no host that a URI allows (it may not have an underscore); for example"
                    + " ws://localhost:8188");
        }
        if (parsed.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "uri: it must not carry a user or password; use the options for secrets");
        }
        return parsed;
    }

    /** Of {@code localhost:8188} the parser makes the scheme "localhost". */
    private static boolean isHostAndPort(URI uri) {
        return uri.isOpaque()
                && uri.getSchemeSpecificPart().matches("\\d.*")
                && !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /**
     * The transport for a URI.
     *
     * @throws IllegalArgumentException if none on the class path serves its scheme; the message names what to add
     */
    public static TransportFactory forUri(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        for (TransportFactory factory : ServiceLoader.load(TransportFactory.class, Transports.class.getClassLoader())) {
            if (factory.schemes().contains(scheme)) {
                return factory;
            }
        }
        throw new IllegalArgumentException(
                "uri: no transport on the class path serves '" + scheme + "'; " + advice(scheme));
    }

    private static String advice(String scheme) {
        return switch (scheme) {
            case "ws", "wss", "http", "https" ->
                "add dev.janusclient:janus-client-netty, or dev.janusclient:janus-client-okhttp on Android";
            case "unix" -> "add dev.janusclient:janus-client-netty";
            case "amqp", "amqps" -> "add dev.janusclient:janus-client-rabbitmq";
            case "mqtt", "mqtts" -> "add dev.janusclient:janus-client-mqtt";
            default -> "there are ws, wss, http, https, unix, amqp, amqps, mqtt and mqtts";
        };
    }
}
