// SPDX-License-Identifier: Apache-2.0
/** Janus behind RabbitMQ: its queues keep the events of a process that is away. */
@NullMarked
package dev.janusclient.rabbitmq;

import org.jspecify.annotations.NullMarked;
