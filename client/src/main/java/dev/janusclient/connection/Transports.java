package dev.janusclient.connection;

import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the transport that serves a URI. */
public final class Transports {
    private Transports() {}

    /**
     * Checks a server's address.
     *
     * @throws IllegalArgumentException if it is no URI, has no scheme, or has no host
     */
    public static URI parse(String uri) {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("uri: '" + uri + "' is not a URI: " + e.getMessage(), e);
        }
        if (parsed.getScheme() == null) {
            throw new IllegalArgumentException("uri: '" + uri + "' has no scheme; for example ws://localhost:8188");
        }
        if (parsed.getHost() == null && !parsed.getScheme().startsWith("unix")) {
            throw new IllegalArgumentException(
                    "uri: '" + uri
                            + "' names no host that a URI allows (it may not have an underscore); for example ws://localhost:8188");
        }
        if (parsed.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "uri: it must not carry a user or password; use the options for secrets");
        }
        return parsed;
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
            case "ws", "wss", "http", "https" -> "add dev.janusclient:janus-client-netty";
            default ->
                "this version knows ws and wss, and for the admin API http and https (dev.janusclient:janus-client-netty)";
        };
    }
}
