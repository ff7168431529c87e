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
 */
public record TransportOptions(
        Duration connectTimeout, Duration pingInterval, Duration idleLimit, int maxFrameBytes, int maxMessageBytes) {}
