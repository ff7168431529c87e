// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection in MQTT 3.1.1. */
final class Mqtt3Link implements MqttLink {
    private final Mqtt3AsyncClient client;
    private final Terms terms;

    Mqtt3Link(Mqtt3AsyncClient client, Terms terms) {
        this.client = client;
        this.terms = terms;
    }

    @Override
    public CompletableFuture<Void> open(String topic, Executor executor, Listener listener) {
        // Before the connection: what was kept comes at once.
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                publish -> listener.onMessage(new Incoming(publish.getPayloadAsBytes(), publish::acknowledge)),
                executor,
                true);
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder().keepAlive(terms.keepAliveSeconds()).cleanSession(!terms.durable());
        if (terms.hasLogin()) {
            connect = connect.simpleAuth(Mqtt3SimpleAuth.builder()
                    .username(terms.user())
                    .password(terms.password())
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
