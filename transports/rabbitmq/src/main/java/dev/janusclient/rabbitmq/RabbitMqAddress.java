package dev.janusclient.rabbitmq;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code amqp} URI says.
 *
 * @param to the queue Janus reads
 * @param from the routing key of what Janus says, and its queue if there is no exchange
 * @param exchange Janus's {@code janus_exchange}; null if it has none
 * @param queue a durable queue of our own behind the exchange; null for one that ends with the connection
 */
record RabbitMqAddress(
        boolean tls,
        String host,
        int port,
        String virtualHost,
        String to,
        String from,
        @Nullable String exchange,
        @Nullable String queue) {
    private static final Set<String> PARAMETERS = Set.of("to", "from", "exchange", "queue");

    static RabbitMqAddress parse(URI uri, boolean admin) {
        Map<String, String> given = parameters(uri);
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("amqps");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String host = uri.getHost();
        String queue = given.get("queue");
        if (queue != null && !given.containsKey("exchange")) {
            throw new IllegalArgumentException(
                    "uri: 'queue' names a queue behind an exchange, so 'exchange' must be there too (janus_exchange)");
        }
        return new RabbitMqAddress(
                tls,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() >= 0 ? uri.getPort() : tls ? 5671 : 5672,
                path.length() > 1 ? decode(path.substring(1)) : "/",
                given.getOrDefault("to", admin ? "to-janus-admin" : "to-janus"),
                given.getOrDefault("from", admin ? "from-janus-admin" : "from-janus"),
                given.get("exchange"),
                // The admin API has no events that could wait.
                admin ? null : queue);
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> found = new HashMap<>();
        if (uri.getRawQuery() == null) {
            return found;
        }
        for (String part : uri.getRawQuery().split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (!PARAMETERS.contains(name) || value.isEmpty()) {
                throw new IllegalArgumentException("uri: '" + part
                        + "' means nothing here; there are to, from, exchange" + " and queue, each with a name");
            }
            found.put(name, value);
        }
        return found;
    }

    private static String decode(String text) {
        // A plus is a plus: only in forms is it a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
