package dev.janusclient.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection in MQTT 3.1.1. */
final class Mqtt3Link implements MqttLink {
    private final Mqtt3AsyncClient client;
    private final MqttOptions options;
    private final int keepAliveSeconds;
    private final boolean durable;

    Mqtt3Link(Mqtt3AsyncClient client, MqttOptions options, int keepAliveSeconds, boolean durable) {
        this.client = client;
        this.options = options;
        this.keepAliveSeconds = keepAliveSeconds;
        this.durable = durable;
    }

    private record Message(Mqtt3Publish publish) implements Incoming {
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
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder().keepAlive(keepAliveSeconds).cleanSession(!durable);
        String user = options.user();
        String password = options.password();
        if (user != null && password != null) {
            connect = connect.simpleAuth(Mqtt3SimpleAuth.builder()
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
                .send()
                .thenApply(sent -> null);
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
