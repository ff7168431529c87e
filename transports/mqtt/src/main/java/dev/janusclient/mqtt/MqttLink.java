// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One connection to the broker, in one version of MQTT. Nothing blocks. */
interface MqttLink {
    /** A message that came. */
    final class Incoming {
        private final byte[] payload;
        private final Runnable acknowledgement;

        Incoming(byte[] payload, Runnable acknowledgement) {
            this.payload = payload;
            this.acknowledgement = acknowledgement;
        }

        byte[] payload() {
            return payload;
        }

        /** Lets the broker forget it. */
        void acknowledge() {
            acknowledgement.run();
        }
    }

    /**
     * On what terms the broker has us.
     *
     * @param durable whether it keeps messages under our name while we are away
     * @param maxPacketBytes what the driver lets in; only MQTT 5 can say so
     */
    record Terms(MqttOptions options, int keepAliveSeconds, boolean durable, int maxPacketBytes) {
        boolean hasLogin() {
            return options.user() != null && options.password() != null;
        }

        String user() {
            return String.valueOf(options.user());
        }

        byte[] password() {
            return String.valueOf(options.password()).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What a link tells, on the executor that it was given. */
    interface Listener {
        void onMessage(Incoming message);
    }

    /**
     * Connects and listens to a topic.
     *
     * @param executor where the listener is called; one at a time, in order
     */
    CompletableFuture<Void> open(String topic, Executor executor, Listener listener);

    /** Sends a message; the future ends when the broker has it. */
    CompletableFuture<Void> publish(String topic, byte[] payload);

    void close();
}
