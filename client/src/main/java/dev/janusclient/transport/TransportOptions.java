// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The options of every transport.
 *
 * @param connectTimeout the whole way from name look-up to the end of the handshake; what the transport's own thread is busy with,
 *     such as loading classes, need not be counted
 * @param pingInterval how long nothing may be heard before the transport sends a ping; zero never does
 * @param idleTimeout how long nothing may be heard, pings included, before the transport counts as dead; zero means never
 * @param maxFrameBytes the largest single frame that is accepted, where there are frames
 * @param maxMessageBytes the largest whole message that is accepted, however many frames it comes in
 * @param subprotocol which of Janus's APIs is meant: {@link #JANUS} or {@link #ADMIN}
 * @param network TLS, proxy, headers
 * @param pollCredentials by name, what a request must carry that is no JSON message, such as HTTP's long poll: {@code
 *     apisecret}, {@code token}. Asked each time, as tokens are renewed; the values go nowhere else and are never printed.
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration pingInterval,
        Duration idleTimeout,
        int maxFrameBytes,
        int maxMessageBytes,
        String subprotocol,
        NetworkOptions network,
        Supplier<Map<String, String>> pollCredentials) {
    /** The WebSocket subprotocol of the Janus API. */
    public static final String JANUS = "janus-protocol";

    /** The WebSocket subprotocol of the admin API. */
    public static final String ADMIN = "janus-admin-protocol";

    /** For the Janus API. */
    public TransportOptions(
            Duration connectTimeout,
            Duration pingInterval,
            Duration idleTimeout,
            int maxFrameBytes,
            int maxMessageBytes) {
        this(connectTimeout, pingInterval, idleTimeout, maxFrameBytes, maxMessageBytes, JANUS);
    }

    /** For either API, straight through the network. */
    public TransportOptions(
            Duration connectTimeout,
            Duration pingInterval,
            Duration idleTimeout,
            int maxFrameBytes,
            int maxMessageBytes,
            String subprotocol) {
        this(
                connectTimeout,
                pingInterval,
                idleTimeout,
                maxFrameBytes,
                maxMessageBytes,
                subprotocol,
                NetworkOptions.DEFAULT,
                Collections::emptyMap);
    }

    /** As this, another way through the network. */
    public TransportOptions withNetwork(NetworkOptions other) {
        return new TransportOptions(
                connectTimeout,
                pingInterval,
                idleTimeout,
                maxFrameBytes,
                maxMessageBytes,
                subprotocol,
                other,
                pollCredentials);
    }

    /** As this, with other secrets for what is no JSON message. */
    public TransportOptions withPollCredentials(Supplier<Map<String, String>> other) {
        return new TransportOptions(
                connectTimeout, pingInterval, idleTimeout, maxFrameBytes, maxMessageBytes, subprotocol, network, other);
    }

    /** Whether the admin API is meant. */
    public boolean admin() {
        return subprotocol.equals(ADMIN);
    }

    @Override
    public String toString() {
        return "TransportOptions[connectTimeout=" + connectTimeout + ", pingInterval=" + pingInterval + ", idleTimeout="
                + idleTimeout + ", maxFrameBytes=" + maxFrameBytes + ", maxMessageBytes=" + maxMessageBytes
                + ", subprotocol=" + subprotocol + ", network=" + network + "]";
    }
}
