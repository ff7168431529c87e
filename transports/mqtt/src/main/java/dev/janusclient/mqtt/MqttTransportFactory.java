// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.transport.AddressRace;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.internal.transport.RedeliveryFilter;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Janus behind an MQTT broker: {@code mqtt://host:port?to=…&from=…&client=…&version=…}, or {@code mqtts}.
 *
 * <ul>
 *   <li>{@code to}: Janus's {@code subscribe_topic}, by default {@code to-janus}; for the admin API {@code to-janus-admin}
 *   <li>{@code from}: Janus's {@code publish_topic}, by default {@code from-janus}; for the admin API {@code
 *       from-janus-admin}
 *   <li>{@code client}: the name under which the broker keeps what Janus sends while no client has it. It has one
 *       reader at a time: the broker ends the connection of the older one, and the newer one goes on where that ended.
 *   <li>{@code version}: {@code 5}, which is the default, or {@code 3.1.1}. Janus may speak another one to the broker.
 * </ul>
 *
 * <p>One factory serves one client: it remembers what this process has had of what is kept under its name.
 */
public final class MqttTransportFactory implements TransportFactory {
    private final MqttOptions options;
    private final Map<String, RedeliveryFilter> redelivery = new ConcurrentHashMap<>();

    /** For a broker without authentication; what {@link java.util.ServiceLoader} uses. */
    public MqttTransportFactory() {
        this(MqttOptions.DEFAULT);
    }

    /** For {@code JanusClient.create(uri, options, factory)}. */
    public MqttTransportFactory(MqttOptions options) {
        this.options = options;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("mqtt", "mqtts");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(
            URI uri, TransportOptions transportOptions, TransportListener listener) {
        if (!transportOptions.network().headers().isEmpty()) {
            return CompletableFuture.failedFuture(
                    new JanusConnectException("MQTT has no headers; " + printable(uri), null));
        }
        MqttAddress address;
        try {
            address = MqttAddress.parse(uri, transportOptions.admin());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new JanusConnectException(String.valueOf(e.getMessage()), e));
        }
        ProxyServer proxy = transportOptions.network().proxy();
        Duration timeout = transportOptions.connectTimeout();
        // Beside the driver's event loops, which all of its clients share.
        return AddressRace.winner(
                        proxy == null ? address.host() : proxy.host(),
                        proxy == null ? address.port() : proxy.port(),
                        timeout)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((nearest, failure) -> failure == null
                        ? open(uri, address, transportOptions, nearest, listener)
                        : CompletableFuture.<JanusTransport>failedFuture(unreachable(uri, failure)))
                .thenCompose(opening -> opening);
    }

    private static JanusConnectException unreachable(URI uri, Throwable failure) {
        return new JanusConnectException(
                failure instanceof TimeoutException
                        ? "no connection to " + printable(uri) + " in time: its name is still being looked up"
                        : ConnectFailure.explain(uri, failure),
                failure);
    }

    private CompletableFuture<JanusTransport> open(
            URI uri,
            MqttAddress address,
            TransportOptions transportOptions,
            InetSocketAddress nearest,
            TransportListener listener) {
        RedeliveryFilter had =
                redelivery.computeIfAbsent(String.valueOf(address.client()), name -> new RedeliveryFilter());
        try {
            return new MqttTransport(uri, address, options, transportOptions, nearest, listener, had).open();
        } catch (GeneralSecurityException e) {
            return CompletableFuture.failedFuture(
                    new JanusConnectException("TLS can't be set up for " + printable(uri), e));
        }
    }
}
