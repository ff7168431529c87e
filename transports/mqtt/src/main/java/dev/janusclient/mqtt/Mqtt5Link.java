// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection in MQTT 5. */
final class Mqtt5Link implements MqttLink {
    private final Mqtt5AsyncClient client;
    private final Terms terms;

    Mqtt5Link(Mqtt5AsyncClient client, Terms terms) {
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
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .keepAlive(terms.keepAliveSeconds())
                .cleanStart(!terms.durable())
                .restrictions()
                .maximumPacketSize(terms.maxPacketBytes())
                .applyRestrictions()
                .sessionExpiryInterval(
                        terms.durable() ? terms.options().sessionExpiry().toSeconds() : 0);
        if (terms.hasLogin()) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder()
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
                .messageExpiryInterval(terms.options().requestLifetime().toSeconds())
                .send()
                .thenApply(sent -> null);
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
