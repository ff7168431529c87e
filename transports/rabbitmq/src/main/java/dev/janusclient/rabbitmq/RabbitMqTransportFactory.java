// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.transport.RedeliveryFilter;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Janus behind RabbitMQ: {@code amqp://host:port/vhost?to=…&from=…&exchange=…&queue=…}, or {@code amqps}.
 *
 * <ul>
 *   <li>{@code to}: Janus's {@code to_janus}, by default {@code to-janus}; for the admin API {@code to-janus-admin}
 *   <li>{@code from}: Janus's {@code from_janus}, by default {@code from-janus}; for the admin API {@code from-janus-admin}
 *   <li>{@code exchange}: Janus's {@code janus_exchange}. Each client has a queue of its own there. Without one all of
 *       Janus's words go to the one queue {@code from}, which then is for one client only: a second one is refused.
 *   <li>{@code queue}: the name of a durable queue behind the exchange, made if it is not there. What Janus sends while
 *       no client reads it waits. It has one reader at a time; the next one, in whatever process, goes on where the last ended.
 * </ul>
 *
 * <p>One factory serves one client: it remembers what this process has had of its durable queue.
 */
public final class RabbitMqTransportFactory implements TransportFactory {
    private final RabbitMqOptions options;
    private final Map<String, RedeliveryFilter> redelivery = new ConcurrentHashMap<>();

    /** With RabbitMQ's own {@code guest}; what {@link java.util.ServiceLoader} uses. */
    public RabbitMqTransportFactory() {
        this(RabbitMqOptions.DEFAULT);
    }

    /** For {@code JanusClient.create(uri, options, factory)}. */
    public RabbitMqTransportFactory(RabbitMqOptions options) {
        this.options = options;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("amqp", "amqps");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(
            URI uri, TransportOptions transportOptions, TransportListener listener) {
        RabbitMqAddress address;
        try {
            address = RabbitMqAddress.parse(uri, transportOptions.admin());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new JanusConnectException(String.valueOf(e.getMessage()), e));
        }
        if (transportOptions.network().proxy() != null
                || !transportOptions.network().headers().isEmpty()) {
            return CompletableFuture.failedFuture(
                    new JanusConnectException("AMQP has no use for a proxy or headers; " + printable(uri), null));
        }
        RedeliveryFilter had =
                redelivery.computeIfAbsent(String.valueOf(address.queue()), queue -> new RedeliveryFilter());
        RabbitMqTransport transport = new RabbitMqTransport(uri, address, options, transportOptions, listener, had);
        return transport.open();
    }
}
