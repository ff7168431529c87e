// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import dev.janusclient.internal.transport.UriParts;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
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
    static RabbitMqAddress parse(URI uri, boolean admin) {
        Map<String, String> given = UriParts.parameters(uri, "to", "from", "exchange", "queue");
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("amqps");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String queue = given.get("queue");
        if (queue != null && !given.containsKey("exchange")) {
            throw new IllegalArgumentException(
                    "uri: 'queue' names a queue behind an exchange, so 'exchange' must be there too (janus_exchange)");
        }
        return new RabbitMqAddress(
                tls,
                UriParts.host(uri),
                uri.getPort() >= 0 ? uri.getPort() : tls ? 5671 : 5672,
                path.length() > 1 ? UriParts.decode(path.substring(1)) : "/",
                given.getOrDefault("to", admin ? "to-janus-admin" : "to-janus"),
                given.getOrDefault("from", admin ? "from-janus-admin" : "from-janus"),
                given.get("exchange"),
                // The admin API has no events that could wait.
                admin ? null : queue);
    }
}
