// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Secret;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.testkit.RabbitMq;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A way to the real Janus.
 *
 * @param name what failures call it
 * @param open makes Janus listen there
 * @param uri where Janus listens then
 * @param admin where its admin API is then
 * @param largestRequest how large a request may be, in bytes
 * @param largestPush how large an event may be, in bytes
 * @param noticesDeadOwner whether Janus finds out that whoever controlled a session is gone
 * @param transports what is to be used; null takes what the class path has first
 */
public record Way(
        String name,
        UnaryOperator<JanusServerBuilder> open,
        Function<JanusServer, String> uri,
        Function<JanusServer, String> admin,
        int largestRequest,
        int largestPush,
        boolean noticesDeadOwner,
        @Nullable TransportFactory transports) {
    private static final int MEGABYTE = 1_000_000;

    private Way(
            String name,
            UnaryOperator<JanusServerBuilder> open,
            Function<JanusServer, String> uri,
            Function<JanusServer, String> admin,
            int largestRequest,
            int largestPush,
            boolean noticesDeadOwner) {
        this(name, open, uri, admin, largestRequest, largestPush, noticesDeadOwner, null);
    }

    public static final Way WEB_SOCKET = new Way(
            "ws",
            UnaryOperator.identity(),
            server -> server.uri().toString(),
            server -> server.adminUri().toString(),
            MEGABYTE,
            MEGABYTE,
            true);

    public static final Way HTTP = new Way(
            "http",
            JanusServerBuilder::http,
            server -> server.httpUri().toString(),
            server -> server.adminHttpUri().toString(),
            MEGABYTE,
            MEGABYTE,
            false);

    // Janus reads into 8 KiB; what it sends must fit into its socket's buffer, Linux's net.core.wmem_default.
    public static final Way UNIX = new Way(
            "unix",
            JanusServerBuilder::unixDatagramSocket,
            server -> server.unixSocket().toUri().toString().replace("file:", "unix:"),
            server -> server.adminUnixSocket().toUri().toString().replace("file:", "unix:"),
            8_000,
            100_000,
            false);

    /** What Janus says goes to an exchange, where each client has a queue of its own. */
    public static Way amqp(RabbitMq broker) {
        return new Way(
                "amqp",
                builder -> builder.rabbitMqWithExchange(broker),
                server -> server.rabbitMqUri().toString(),
                server -> server.adminRabbitMqUri().toString(),
                // What is escaped in JSON grows; 131,064 bytes is what Janus can read.
                120_000,
                MEGABYTE,
                false);
    }

    /** Janus and the client both speak this version of MQTT. */
    public static Way mqtt(Mosquitto broker, String version) {
        return new Way(
                "mqtt " + version,
                builder -> builder.mqtt(broker, version),
                server -> server.mqttUri() + "&version=" + version,
                server -> server.adminMqttUri() + "&version=" + version,
                MEGABYTE,
                MEGABYTE,
                false);
    }

    /** Whether it is a broker's topic or queue, which others use too. */
    boolean isShared() {
        return name.startsWith("amqp") || name.startsWith("mqtt");
    }

    /** The same way with another transport. */
    public Way with(TransportFactory other) {
        return new Way(
                name + " with " + other.getClass().getSimpleName(),
                open,
                uri,
                admin,
                largestRequest,
                largestPush,
                noticesDeadOwner,
                other);
    }

    /** Limits that suit tests; a lost connection stays lost, so that it can be looked at. */
    public static JanusClientOptions.Builder options() {
        return JanusClientOptions.builder()
                .requestTimeout(Duration.ofSeconds(30))
                .pingInterval(Duration.ofMillis(500))
                .idleTimeout(Duration.ofSeconds(3))
                .recovery(RecoveryOptions.disabled());
    }

    JanusClient client(JanusServer server) {
        return client(server, options());
    }

    public JanusClient client(JanusServer server, JanusClientOptions.Builder options) {
        return clientOf(uri.apply(server), options);
    }

    /** Of an address that something else than Janus has. */
    public JanusClient clientOf(String to, JanusClientOptions.Builder options) {
        return transports == null
                ? JanusClient.create(to, options.build())
                : JanusClient.create(URI.create(to), options.build(), transports);
    }

    public JanusAdmin admin(JanusServer server, Secret secret) {
        String to = admin.apply(server);
        return transports == null
                ? JanusAdmin.create(to, secret)
                : JanusAdmin.create(URI.create(to), secret, JanusClientOptions.defaults(), transports);
    }

    @Override
    public String toString() {
        return name;
    }
}
