package dev.janusclient.transport;

/**
 * One open way to a Janus server. It carries whole JSON messages and knows nothing of what they say.
 *
 * <p>Threading: every method may be called from any thread and none of them blocks. What arrives is given to the {@link
 * TransportListener} that was handed to {@link TransportFactory#connect}.
 */
public interface JanusTransport {
    /**
     * Sends one message. Messages sent by one thread leave in that order.
     *
     * @param json one JSON object in UTF-8; the array belongs to the transport from now on
     * @throws IllegalStateException if this transport is already closed. A failure after that is a {@link
     *     TransportListener#onClosed}: a message is never lost without the listener being told.
     */
    void send(byte[] json);

    /** Closes the transport; the listener is told once, with {@link CloseReason.Kind#CLOSED_BY_US}. Repeatable. */
    void close();
}
