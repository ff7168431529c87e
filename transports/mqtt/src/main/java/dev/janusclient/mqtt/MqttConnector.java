// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttProxyConfig;
import com.hivemq.client.mqtt.MqttProxyConfigBuilder;
import com.hivemq.client.mqtt.MqttProxyProtocol;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportOptions;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes connections to a broker, and says what ended them. */
final class MqttConnector {
    private static final int DRIVER_LIMIT = 64 << 20;

    /** Topic and properties of a message, with much to spare. */
    private static final int HEADERS = 64 << 10;

    /** The largest packet there is (MQTT 5, 1.5.5 and 2.1.4). */
    private static final int PROTOCOL_LIMIT = 268_435_460;

    private MqttConnector() {}

    /**
     * Makes a connection, which is not open yet.
     *
     * @param nearest the address of the broker, or of the proxy before it, that answers
     * @param durable whether the broker shall keep events under the name while we are away
     * @param onEnd called when it has ended
     */
    static MqttLink link(
            MqttAddress address,
            MqttOptions options,
            TransportOptions transport,
            InetSocketAddress nearest,
            String name,
            boolean durable,
            Consumer<CloseReason> onEnd)
            throws GeneralSecurityException {
        MqttClientBuilder builder = MqttClient.builder()
                .identifier(name)
                .transportConfig(network(address, transport, nearest))
                .addDisconnectedListener(context -> onEnd.accept(reason(context)));
        MqttLink.Terms terms = new MqttLink.Terms(
                options, keepAliveSeconds(transport.idleTimeout()), durable, maxPacketBytes(transport));
        return address.version5()
                ? new Mqtt5Link(builder.useMqttVersion5().buildAsync(), terms)
                : new Mqtt3Link(builder.useMqttVersion3().buildAsync(), terms);
    }

    /** Ours is checked, and reported, with each message; this one only guards the memory. */
    private static int maxPacketBytes(TransportOptions transport) {
        return Math.max(DRIVER_LIMIT, Math.min(PROTOCOL_LIMIT - HEADERS, transport.maxMessageBytes()) + HEADERS);
    }

    private static MqttClientTransportConfig network(
            MqttAddress address, TransportOptions transport, InetSocketAddress nearest)
            throws GeneralSecurityException {
        long millis = transport.connectTimeout().toMillis();
        MqttClientTransportConfigBuilder config = MqttClientTransportConfig.builder()
                // A proxy looks the name up.
                .serverAddress(
                        transport.network().proxy() == null
                                ? nearest
                                : InetSocketAddress.createUnresolved(address.host(), address.port()))
                .socketConnectTimeout(millis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(millis, TimeUnit.MILLISECONDS);
        if (address.tls()) {
            Tls tls = transport.network().tls();
            config = config.sslConfig(tls(tls == null ? Tls.platform() : tls, millis));
        }
        ProxyServer proxy = transport.network().proxy();
        return (proxy == null ? config : config.proxyConfig(proxy(proxy, nearest, millis))).build();
    }

    private static MqttClientSslConfig tls(Tls tls, long millis) throws GeneralSecurityException {
        MqttClientSslConfigBuilder config = MqttClientSslConfig.builder()
                .trustManagerFactory(tls.trustManagerFactory())
                .keyManagerFactory(tls.keyManagerFactory())
                .handshakeTimeout(millis, TimeUnit.MILLISECONDS);
        // Without a verifier of ours the driver has the names checked as HTTPS does.
        return (tls.hostNameCheck() ? config : config.hostnameVerifier((host, session) -> true)).build();
    }

    private static MqttProxyConfig proxy(ProxyServer proxy, InetSocketAddress nearest, long millis) {
        MqttProxyConfigBuilder config = MqttProxyConfig.builder()
                .protocol(proxy.type() == ProxyServer.Type.HTTP ? MqttProxyProtocol.HTTP : MqttProxyProtocol.SOCKS_5)
                .address(nearest)
                .handshakeTimeout(millis, TimeUnit.MILLISECONDS);
        return config.username(proxy.user()).password(proxy.password()).build();
    }

    /** For the broker, which finds out by it that we are gone. We find out about it, and about Janus, in another way. */
    static int keepAliveSeconds(Duration idleTimeout) {
        return (int) Math.min(0xFFFF, idleTimeout.toSeconds() + (idleTimeout.isZero() ? 0 : 1));
    }

    private static CloseReason reason(MqttClientDisconnectedContext context) {
        Throwable cause = context.getCause();
        if (context.getSource() == MqttDisconnectSource.USER) {
            return new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", cause);
        }
        if (context.getSource() == MqttDisconnectSource.SERVER
                && cause instanceof com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException goodbye) {
            return new CloseReason(
                    CloseReason.Kind.SERVER_CLOSED,
                    "the broker said: " + goodbye.getMqttMessage().getReasonCode(),
                    cause);
        }
        return new CloseReason(
                CloseReason.Kind.IO_ERROR, "the connection to the broker ended: " + cause.getMessage(), cause);
    }
}
