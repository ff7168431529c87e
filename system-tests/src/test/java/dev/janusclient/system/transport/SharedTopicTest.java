// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.janusclient.JanusClient;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.testkit.RabbitMq;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A message that can't be read on a topic or in a queue that others can write to: it is dropped, and nothing else. */
class SharedTopicTest {
    private static final int LIMIT = 100_000;

    private static List<byte[]> broken() {
        byte[] garbage = new byte[300];
        new Random(7).nextBytes(garbage);
        byte[] large = new byte[LIMIT + 1];
        Arrays.fill(large, (byte) ' ');
        return List.of(
                garbage,
                large,
                new byte[0],
                "[]".getBytes(StandardCharsets.UTF_8),
                "{\"janus\":".getBytes(StandardCharsets.UTF_8),
                "[".repeat(10_000).getBytes(StandardCharsets.UTF_8),
                "{\"janus\":\"event\",\"session_id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void goesOn(JanusClient client, JanusEchoTestPlugin echo) {
        assertThat(done(echo.configure(TransportContract.AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    @Tag("mosquitto")
    void overMqtt() {
        try (Mosquitto broker = Mosquitto.start();
                JanusServer server = JanusServer.builder()
                        .plugins("echotest")
                        .mqtt(broker, "5")
                        .start()) {
            Way way = Way.mqtt(broker, "5");
            try (JanusClient client = way.client(server, Way.options().maxMessageBytes(LIMIT))) {
                JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
                URI uri = URI.create(way.uri().apply(server));
                Mqtt5BlockingClient other = MqttClient.builder()
                        .useMqttVersion5()
                        .serverHost(uri.getHost())
                        .serverPort(uri.getPort())
                        .buildBlocking();
                other.connect();
                for (byte[] message : broken()) {
                    other.publishWith()
                            .topic(parameter(uri, "from"))
                            .payload(message)
                            .send();
                    goesOn(client, echo);
                }
                other.disconnect();
            }
        }
    }

    @Test
    @Tag("rabbitmq-server")
    void overRabbitMq() throws Exception {
        try (RabbitMq broker = RabbitMq.start();
                JanusServer server = JanusServer.builder()
                        .plugins("echotest")
                        .rabbitMqWithExchange(broker)
                        .start()) {
            Way way = Way.amqp(broker);
            try (JanusClient client = way.client(server, Way.options().maxMessageBytes(LIMIT))) {
                JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
                URI uri = URI.create(way.uri().apply(server));
                ConnectionFactory factory = new ConnectionFactory();
                factory.setHost(uri.getHost());
                factory.setPort(uri.getPort());
                try (Connection other = factory.newConnection();
                        Channel channel = other.createChannel()) {
                    for (byte[] message : broken()) {
                        channel.basicPublish(parameter(uri, "exchange"), parameter(uri, "from"), null, message);
                        goesOn(client, echo);
                    }
                }
            }
        }
    }

    private static String parameter(URI uri, String name) {
        return Arrays.stream(uri.getQuery().split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
