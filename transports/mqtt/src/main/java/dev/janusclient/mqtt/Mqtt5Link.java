package dev.janusclient.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection in MQTT 5. */
final class Mqtt5Link implements MqttLink {
    private final Mqtt5AsyncClient client;
    private final MqttOptions options;
    private final int keepAliveSeconds;
    private final boolean durable;

    Mqtt5Link(Mqtt5AsyncClient client, MqttOptions options, int keepAliveSeconds, boolean durable) {
        this.client = client;
        this.options = options;
        this.keepAliveSeconds = keepAliveSeconds;
        this.durable = durable;
    }

    private record Message(Mqtt5Publish publish) implements Incoming {
        @Override
        public byte[] payload() {
            return publish.getPayloadAsBytes();
        }

        @Override
        public void acknowledge() {
            publish.acknowledge();
        }
    }

    @Override
    public CompletableFuture<Void> open(String topic, Executor executor, Listener listener) {
        // Before the connection: what was kept comes at once.
        client.publishes(
                MqttGlobalPublishFilter.ALL, publish -> listener.onMessage(new Message(publish)), executor, true);
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .keepAlive(keepAliveSeconds)
                .cleanStart(!durable)
                .sessionExpiryInterval(durable ? options.sessionExpiry().toSeconds() : 0);
        String user = options.user();
        String password = options.password();
        if (user != null && password != null) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(user)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        return client.connect(connect.build())
                .thenCompose(connected -> client.subscribeWith()
                        .topicFilter(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send())
                .thenApply(subscribed -> null);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .messageExpiryInterval(options.requestLifetime().toSeconds())
                .send()
                .thenApply(sent -> null);
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
