// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

/**
 * One open way to a Janus server. It carries whole JSON messages and knows nothing of what they say.
 *
 * <p>Threading: every method may be called from any thread and none of them blocks. What arrives is given to the {@link
 * TransportListener} that was handed to {@link TransportFactory#connect}.
 */
public interface JanusTransport {
    /**
     * Sends one message. Messages for one handle that are sent by one thread reach Janus in that order; on a transport with
     * one wire, all of them do.
     *
     * @param json one JSON object in UTF-8; the array belongs to the transport from now on
     * @throws IllegalStateException if this transport is already closed. A failure after that is a {@link
     *     TransportListener#onClosed}: a message is never lost without the listener being told.
     * @throws IllegalArgumentException if the transport can't carry a message of this size, and nothing was sent
     */
    void send(byte[] json);

    /**
     * Tells that a session is controlled over this transport from now on, or is about to be claimed. A transport that has to
     * ask for what a session says, such as HTTP's long poll, begins to ask. Repeatable.
     */
    default void sessionOpened(long sessionId) {}

    /** Tells that a session is not controlled over this transport any more; nothing about it needs to be asked for. */
    default void sessionClosed(long sessionId) {}

    /**
     * Stops reading, or goes on. What has been read already is still told. While it has stopped, silence does not count.
     *
     * @return false if this transport can't stop, which is so by default
     */
    default boolean pauseReading(boolean stop) {
        return false;
    }

    /**
     * Whether others than this client and Janus may send what arrives here, or cause it, as over a broker's topic; false by
     * default. Then a message that can't be read is dropped; otherwise it ends the connection, because nothing that follows it
     * can be trusted. And what Janus answers without a transaction then belongs to no request that is known.
     */
    default boolean isShared() {
        return false;
    }

    /** Closes the transport; the listener is called once, with {@link CloseReason.Kind#CLIENT_CLOSED}. Repeatable. */
    void close();
}
