// SPDX-License-Identifier: Apache-2.0
/** Janus behind an MQTT broker, 3.1.1 or 5: persistent sessions keep the events of a process that is away. */
@NullMarked
package dev.janusclient.mqtt;

import org.jspecify.annotations.NullMarked;
