package dev.janusclient.transport;

import java.time.Duration;

/**
 * What every transport is told.
 *
 * @param connectTimeout the whole way from name look-up to the end of the handshake
 * @param pingInterval how long nothing may be heard before the transport asks whether anybody is there; zero never asks
 * @param idleLimit how long nothing may be heard, pings included, before the transport counts as dead; zero means never
 * @param maxFrameBytes the largest single frame that is accepted
 * @param maxMessageBytes the largest whole message that is accepted, however many frames it comes in
 * @param subprotocol which of Janus's APIs is meant: {@link #JANUS} or {@link #ADMIN}
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration pingInterval,
        Duration idleLimit,
        int maxFrameBytes,
        int maxMessageBytes,
        String subprotocol) {
    /** The WebSocket subprotocol of the Janus API. */
    public static final String JANUS = "janus-protocol";

    /** The WebSocket subprotocol of the admin API. */
    public static final String ADMIN = "janus-admin-protocol";

    /** For the Janus API. */
    public TransportOptions(
            Duration connectTimeout,
            Duration pingInterval,
            Duration idleLimit,
            int maxFrameBytes,
            int maxMessageBytes) {
        this(connectTimeout, pingInterval, idleLimit, maxFrameBytes, maxMessageBytes, JANUS);
    }
}
