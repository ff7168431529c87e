// SPDX-License-Identifier: Apache-2.0
/** Janus behind RabbitMQ: queues keep the events of a process that is away. */
// RabbitMQ's own client has an automatic module only.
@SuppressWarnings("requires-automatic")
module dev.janusclient.rabbitmq {
    requires transitive dev.janusclient;
    requires com.rabbitmq.client;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.janusclient.rabbitmq;

    provides dev.janusclient.transport.TransportFactory with
            dev.janusclient.rabbitmq.RabbitMqTransportFactory;
}
