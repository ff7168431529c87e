package dev.janusclient.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One connection to the broker, in one version of MQTT. Nothing blocks. */
interface MqttLink {
    /** A message that came. */
    interface Incoming {
        byte[] payload();

        /** Lets the broker forget it. */
        void acknowledge();
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
