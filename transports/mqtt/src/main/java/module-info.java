// SPDX-License-Identifier: Apache-2.0
/** Janus behind an MQTT broker, 3.1.1 or 5: its sessions keep the events of a process that is away. */
// HiveMQ's client has an automatic module only.
@SuppressWarnings("requires-automatic")
module dev.janusclient.mqtt {
    requires transitive dev.janusclient;
    requires com.hivemq.client.mqtt;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.janusclient.mqtt;

    provides dev.janusclient.transport.TransportFactory with
            dev.janusclient.mqtt.MqttTransportFactory;
}
