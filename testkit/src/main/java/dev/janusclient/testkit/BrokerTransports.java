// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Janus's side of the brokers: which one it talks to, and over which queues and topics. */
final class BrokerTransports {
    private static final String GENERAL = "general";
    private static final String ADMIN = "admin";

    @Nullable RabbitMq rabbitMq;

    boolean exchange;

    @Nullable Mosquitto mosquitto;

    String mqttVersion = "3.1.1";

    /** @param server a name that no other server has: several may share a broker */
    void configure(JanusConfig config, String server, boolean admin) {
        if (rabbitMq != null) {
            rabbitMq(config, rabbitMq, server, admin);
        }
        if (mosquitto != null) {
            mqtt(config, mosquitto, server, admin);
        }
    }

    URI rabbitMqUri(String server, boolean admin) {
        if (rabbitMq == null) {
            throw new IllegalStateException("RabbitMQ was not asked for");
        }
        return URI.create(rabbitMq.uri() + query(server, admin) + (exchange ? "&exchange=exchange-" + server : ""));
    }

    URI mqttUri(String server, boolean admin) {
        if (mosquitto == null) {
            throw new IllegalStateException("MQTT was not asked for");
        }
        return URI.create(mosquitto.uri() + query(server, admin));
    }

    private static String query(String server, boolean admin) {
        return "?to=" + to(server, admin) + "&from=" + from(server, admin);
    }

    private static String to(String server, boolean admin) {
        return "to-" + server + (admin ? "-admin" : "");
    }

    private static String from(String server, boolean admin) {
        return "from-" + server + (admin ? "-admin" : "");
    }

    private void rabbitMq(JanusConfig config, RabbitMq broker, String server, boolean admin) {
        String file = "janus.transport.rabbitmq.jcfg";
        config.set(file, GENERAL, "enabled", true);
        config.set(file, GENERAL, "host", "127.0.0.1");
        config.set(file, GENERAL, "port", broker.port());
        config.set(file, GENERAL, "to_janus", to(server, false));
        config.set(file, GENERAL, "from_janus", from(server, false));
        config.set(file, ADMIN, "admin_enabled", admin);
        config.set(file, ADMIN, "to_janus_admin", to(server, true));
        config.set(file, ADMIN, "from_janus_admin", from(server, true));
        if (exchange) {
            config.set(file, GENERAL, "janus_exchange", "exchange-" + server);
            config.set(file, GENERAL, "janus_exchange_type", "direct");
            config.set(file, GENERAL, "declare_outgoing_queue", false);
            config.set(file, ADMIN, "declare_outgoing_queue_admin", false);
        }
    }

    private void mqtt(JanusConfig config, Mosquitto broker, String server, boolean admin) {
        String file = "janus.transport.mqtt.jcfg";
        config.set(file, GENERAL, "enabled", true);
        config.set(file, GENERAL, "url", "tcp://127.0.0.1:" + broker.port());
        config.set(file, GENERAL, "mqtt_version", mqttVersion);
        config.set(file, GENERAL, "client_id", server);
        config.set(file, GENERAL, "subscribe_topic", to(server, false));
        config.set(file, GENERAL, "publish_topic", from(server, false));
        // Its defaults give up on anything above a hundred messages at once.
        config.set(file, GENERAL, "max_inflight", 1000);
        config.set(file, GENERAL, "max_buffered", 100_000);
        config.set(file, ADMIN, "admin_enabled", admin);
        config.set(file, ADMIN, "subscribe_topic", to(server, true));
        config.set(file, ADMIN, "publish_topic", from(server, true));
    }
}
